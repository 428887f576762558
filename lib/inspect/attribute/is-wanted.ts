import { osReleasePlaces } from "../os-release.ts"
import { readers } from "./readers.ts"

/** Whether a file's content is kept while an image is scanned: those of package databases, and the distribution's name. @param path without a slash at its beginning */
export function isWanted(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1)
  return readers.some((reader) => reader.isWanted(path, name)) || osReleasePlaces.includes(path)
}
