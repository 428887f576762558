export { type CinnamonOptions, type DesktopAppName, desktop } from "./desktop.ts"
