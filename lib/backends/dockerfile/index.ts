export { type BakeTarget, bakeFile } from "./bake.ts"
export { type CompiledDockerfile, compileDockerfile } from "./compile.ts"
export { type ContextFile, filesContext } from "./instructions.ts"
