export type { Removable } from "./clean.ts"
export { pip, python, type VenvOptions, venv } from "./python.ts"
