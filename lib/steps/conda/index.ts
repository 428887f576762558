export { type CondaChannel, type CondaOptions, conda } from "./conda.ts"
