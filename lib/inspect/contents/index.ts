export type { ContentFacts } from "./content-facts.ts"
