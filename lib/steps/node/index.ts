export { type NodeOptions, node, nodeStage } from "./node.ts"
export { type NodeAppOptions, nodeApp } from "./node-app.ts"
export { type NpmGlobalsOptions, type NpmSet, npmGlobals, npmSets } from "./npm-globals.ts"
