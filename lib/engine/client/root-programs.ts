import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"

const loaders = ["usr/lib64/ld-linux-x86-64.so.2", "usr/lib/ld-linux-aarch64.so.1"]

/** A program of the engine's root, run on the host with the root's own C library: the host's may be older, or musl. */
function rootProgram(root: string, path: string): readonly string[] {
  const loader = loaders.find((candidate) => existsSync(join(root, candidate))) ?? loaders[0] ?? ""
  const triplet = readdirSync(join(root, "usr/lib")).find((name) => name.endsWith("-linux-gnu")) ?? ""
  return [join(root, loader), "--library-path", join(root, "usr/lib", triplet), join(root, path)]
}

export function rootDocker(root: string): readonly string[] {
  return rootProgram(root, "usr/bin/docker")
}

/** buildx as a program of its own, not as a plugin of the docker client. */
export function rootBuildx(root: string): readonly string[] {
  return rootProgram(root, "usr/libexec/docker/cli-plugins/docker-buildx")
}
