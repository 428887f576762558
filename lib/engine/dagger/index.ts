export { type DaggerCommand, daggerCommands } from "./commands.ts"
export { parseDaggerHost } from "./parse-host.ts"
export { type WithDaggerOptions, withDagger } from "./with-dagger.ts"
