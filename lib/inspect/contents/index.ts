export { type ContentOptions, collectContentFacts } from "./collect-content-facts.ts"
export type { ContentFacts } from "./content-facts.ts"
