export { type NodeOptions, node, nodeStage } from "./node.ts"
export { type NpmGlobalsOptions, type NpmSet, npmGlobals, npmSets } from "./npm-globals.ts"
