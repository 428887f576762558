export { pip, python, type VenvOptions, venv } from "./python.ts"
