import { execFileSync, spawn, spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"

/** Go's archive/tar, which engines read layers with: lists the archives whose names come on its standard input. */
const source = `package main

import ("archive/tar"; "bufio"; "encoding/json"; "io"; "os")

type entry struct { Name []byte; Type byte; Size int64; Link []byte; Uid, Gid int }
type answer struct { Entries []entry; Error string }

func list(file string) (a answer) {
	f, err := os.Open(file)
	if err != nil { panic(err) }
	defer f.Close()
	r := tar.NewReader(f)
	a.Entries = []entry{}
	for {
		h, err := r.Next()
		if err == io.EOF { return }
		if err != nil { a.Error = err.Error(); return }
		a.Entries = append(a.Entries, entry{[]byte(h.Name), h.Typeflag, h.Size, []byte(h.Linkname), h.Uid, h.Gid})
	}
}

func main() {
	in, out := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	for in.Scan() { out.Encode(list(in.Text())) }
}
`

export const hasGo = spawnSync("go", ["version"]).status === 0
export const whyNoGo = hasGo ? "" : " (skipped: no go here)"

export interface GoEntry {
  /** Base64 of the name's bytes. */
  readonly Name: string
  /** The flag's character code. */
  readonly Type: number
  readonly Size: number
  readonly Link: string
  readonly Uid: number
  readonly Gid: number
}
export interface GoAnswer {
  readonly Entries: readonly GoEntry[]
  readonly Error: string
}

/** Builds the program in `folder` and starts it. */
export function startGo(folder: string): { list(file: string): Promise<GoAnswer>; stop(): void } {
  const place = join(folder, "go-tar")
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, "main.go"), source)
  const env = { ...process.env, GOFLAGS: "", GOTOOLCHAIN: "local" }
  execFileSync("go", ["build", "-o", join(place, "go-tar"), join(place, "main.go")], { env, stdio: "pipe" })
  const child = spawn(join(place, "go-tar"), { stdio: ["pipe", "pipe", "inherit"] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async list(file) {
      child.stdin.write(`${file}\n`)
      return JSON.parse((await lines.next()).value ?? "null") as GoAnswer
    },
    stop: () => child.kill(),
  }
}
