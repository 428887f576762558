export type { Removable } from "./clean.ts"
export { python } from "./python.ts"
export { pip, type VenvOptions, venv } from "./venv.ts"
