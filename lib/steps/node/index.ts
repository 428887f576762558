export { type NodeOptions, node, nodeStage } from "./node.ts"
export { type NodeAppOptions, nodeApp } from "./node-app.ts"
export {
  type NpmCommand,
  type NpmGlobalsOptions,
  type NpmSet,
  npmGlobals,
  npmSets,
  npmSpecs,
} from "./npm-globals.ts"
