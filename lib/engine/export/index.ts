export type { Compression } from "./compress.ts"
export { writeDockerArchive } from "./docker-archive.ts"
export { measureCompressed } from "./measure-compressed.ts"
export { type OciOptions, type OciReport, type WrittenLayer, writeOciLayout } from "./oci-layout.ts"
