export { quote, quoteAll } from "./quote.ts"
export { raw, type ShellText, script, sh, wrapWords } from "./sh.ts"
