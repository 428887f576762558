import { execFileSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/**
 * Makes a store like docker's from layers' tars, with Python's tarfile and independently of the library: tar-split of
 * each layer, its content, chain ids, config, names.
 */
const script = `
import base64, gzip, hashlib, json, os, sys, tarfile
root, spec = sys.argv[1], json.load(sys.stdin)
images = os.path.join(root, "image/overlay2")
sha = lambda data: hashlib.sha256(data).hexdigest()
diff_ids, chain = [], ""
for number, file in enumerate(spec["tars"]):
    data = open(file, "rb").read()
    diff_ids.append("sha256:" + sha(data))
    chain = sha(f"sha256:{chain} {diff_ids[-1]}".encode()) if number else sha(data)
    layer = os.path.join(images, "layerdb/sha256", chain)
    diff = os.path.join(root, "overlay2", f"cache{number}", "diff")
    os.makedirs(layer); os.makedirs(diff)
    open(os.path.join(layer, "cache-id"), "w").write(f"cache{number}")
    records, done = [], 0
    segment = lambda end: records.append({"type": 2, "payload": base64.b64encode(data[done:end]).decode(), "position": len(records)})
    with tarfile.open(file, errors="surrogateescape") as tar:
        for member in tar:
            raw = os.fsencode(member.name)
            path = os.path.join(os.fsencode(diff), raw)
            if member.issym():
                os.makedirs(os.path.dirname(path), exist_ok=True); os.symlink(member.linkname, path)
            if not member.isreg(): continue
            segment(member.offset_data)
            try: name = {"name": raw.decode()}
            except UnicodeDecodeError: name = {"name_raw": base64.b64encode(raw).decode()}
            records.append({"type": 1, **name, "size": member.size, "payload": "AAAAAAAAAAA=", "position": len(records)})
            done = member.offset_data + member.size
            if os.path.realpath(path).startswith(os.fsencode(os.path.realpath(diff))):
                os.makedirs(os.path.dirname(path), exist_ok=True)
                open(path, "wb").write(data[member.offset_data:done])
    segment(len(data))
    with gzip.open(os.path.join(layer, "tar-split.json.gz"), "wt") as out:
        # As Go's encoder writes it: no spaces, three characters escaped.
        for record in records:
            line = json.dumps(record, separators=(",", ":"), ensure_ascii=False)
            out.write(line.replace("<", "\\\\u003c").replace(">", "\\\\u003e").replace("&", "\\\\u0026") + "\\n")
config = json.dumps({"rootfs": {"type": "layers", "diff_ids": diff_ids}, "history": [{"created_by": "x"} for _ in diff_ids]}).encode()
os.makedirs(os.path.join(images, "imagedb/content/sha256"), exist_ok=True)
open(os.path.join(images, "imagedb/content/sha256", sha(config)), "wb").write(config)
print("sha256:" + sha(config))
`

/** Makes the store in `root`; gives the image's id. */
export function makeClassicStore(root: string, tars: readonly string[]): string {
  mkdirSync(root, { recursive: true })
  return execFileSync("python3", ["-c", script, root], { input: JSON.stringify({ tars }), encoding: "utf8" }).trim()
}

/** Names as docker keeps them: `debian:12` -> id. */
export function nameImages(root: string, names: Readonly<Record<string, string>>): void {
  const repositories: Record<string, Record<string, string>> = {}
  for (const [name, id] of Object.entries(names)) {
    const repository = name.replace(/(@sha256)?:[^:/]*$/, "")
    repositories[repository] = { ...repositories[repository], [name]: id }
  }
  writeFileSync(join(root, "image/overlay2/repositories.json"), JSON.stringify({ Repositories: repositories }))
}
