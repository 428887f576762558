import { posix } from "node:path"
import { describe, expect, it } from "vitest"
import { checkDlopen, type Opener } from "../../lib/verify/checks/dlopen/check-dlopen.ts"
import table from "../../lib/verify/checks/dlopen/openers.json" with { type: "json" }
import { makeElf } from "../elf/support/make-elf.ts"
import type { FileEntry } from "../inspect/support/make-files.ts"
import { makeTree } from "./make-tree.ts"

const lib = "usr/lib/x86_64-linux-gnu"
const file = (path: string): FileEntry => ({ path: path.replace(/^\//, ""), content: makeElf(), mode: 0o755 })
const gone = (path: string): FileEntry => {
  const { dir, base } = posix.parse(path.replace(/^\//, ""))
  return { path: `${dir}/.wh.${base}` }
}
/** A path that a pattern means: what stands for `*` in Debian's folders, and a version elsewhere. */
const literal = (pattern: string): string => pattern.replace("/lib/*/", "/lib/x86_64-linux-gnu/").replaceAll("*", "12")

/** Where an opener lies, and where the first of each thing that it opens does. */
function example({ opener, opens, fromEnv }: Opener): { readonly opener: string; readonly opened: readonly string[] } {
  const path = opener.startsWith("/") ? literal(opener) : `/${lib}/${opener}`
  const opened = opens.map((names) => literal(([names].flat()[0] ?? "").replace("{}", fromEnv ? "own" : "")))
  return { opener: path, opened: opened.map((name) => posix.resolve(posix.dirname(path), name)) }
}

const messages = (layers: readonly (readonly FileEntry[])[], env: readonly string[] = []): readonly string[] =>
  checkDlopen(makeTree(layers, { env })).failures.map(({ message, cause }) => `${message} <- ${cause}`)

describe("what programs open by name", () => {
  it.each(table.openers.map((each): [string, Opener] => [each.opener, each]))(
    "is known of %s, and each thing that it opens is missed",
    (_, entry) => {
      const { opener, opened } = example(entry)
      const env = entry.fromEnv ? [`${entry.fromEnv}=own`] : []
      const files = [opener, ...opened].map(file)
      const sound = makeTree([files], { env })
      expect(checkDlopen(sound, [entry])).toEqual({ looked: opened.length, failures: [] })
      for (const path of opened) {
        const [failure, ...others] = checkDlopen(makeTree([files, [gone(path)]], { env }), [entry]).failures
        expect(others).toEqual([])
        expect(failure?.message).toMatch(/^\/.* opens .* by name, which is not there: /)
        expect(failure?.cause).toBe(`layer 2 (step 2) deleted ${path}`)
      }
      // Without the opener nobody misses anything.
      expect(checkDlopen(makeTree([files, opened.map(gone), [gone(opener)]], { env }), [entry]).looked).toBe(0)
    },
  )

  it("has one entry for an opener, each with its reason and source", () => {
    const names = table.openers.map(({ opener }) => opener)
    expect(names).toEqual([...new Set(names)])
    for (const { why, source } of table.openers) {
      expect(why).toMatch(/^\S.*[^.]$/)
      expect(source).toMatch(/^https:\/\//)
    }
  })

  it("is looked for as the opener would: where its RUNPATH leads, and beside what a link leads to", () => {
    const table: readonly Opener[] = [{ opener: "libown.so.1", opens: ["libpart.so.1"], why: "w", source: "s" }]
    const opener = { path: "opt/real/libown.so.1.0", content: makeElf({ runpath: "$ORIGIN/../parts" }) }
    const link = { path: `${lib}/libown.so.1`, linkTarget: "/opt/real/libown.so.1.0" }
    for (const place of ["opt/parts", "opt/real", lib])
      expect(checkDlopen(makeTree([[opener, link, file(`${place}/libpart.so.1`)]]), table).failures).toEqual([])
    expect(checkDlopen(makeTree([[opener, link, file("opt/libpart.so.1")]]), table).failures).toHaveLength(1)
  })

  it("asks for a plugin only where the environment names one", () => {
    const files = [file(`${lib}/libnccl.so.2`)]
    expect(messages([files])).toEqual([])
    expect(messages([files], ["NCCL_NET_PLUGIN=aws"])).toEqual([
      expect.stringMatching(/libnccl\.so\.2 opens libnccl-net-aws\.so or aws by name/),
    ])
  })

  it("is named by nsswitch.conf for names and hosts", () => {
    const files = [
      {
        path: "etc/nsswitch.conf",
        content: "passwd: files systemd # x\nhosts: files mdns4_minimal [NOTFOUND=return] dns\nnetgroup: nis\n",
      },
      file(`${lib}/libnss_systemd.so.2`),
      file(`${lib}/libnss_mdns4_minimal.so.2`),
    ]
    expect(messages([files])).toEqual([])
    expect(messages([files, [gone(`${lib}/libnss_mdns4_minimal.so.2`)]])).toEqual([
      "/etc/nsswitch.conf asks mdns4_minimal for hosts, and libnss_mdns4_minimal.so.2 is not there <- " +
        `layer 2 (step 2) deleted /${lib}/libnss_mdns4_minimal.so.2`,
    ])
  })

  it("is named by PAM's rules, where they do not say that it may be missing", () => {
    const files = [
      {
        path: "etc/pam.d/sudo",
        content: [
          "#auth required pam_none.so",
          "@include common-auth",
          "auth\trequired\tpam_unix.so nullok",
          "-session optional pam_systemd.so",
          "-auth required pam_gone.so",
          "session optional pam_mail.so",
          "session [success=ok module_unknown=ignore default=bad] pam_selinux.so close",
          "session [success=1 default=ignore] pam_limits.so",
        ].join("\n"),
      },
      file(`${lib}/security/pam_unix.so`),
      file(`${lib}/security/pam_limits.so`),
    ]
    expect(messages([files])).toEqual([])
    expect(messages([files, [gone(`${lib}/security/pam_unix.so`), gone(`${lib}/security/pam_limits.so`)]])).toEqual([
      expect.stringMatching(/\/etc\/pam\.d\/sudo needs the module pam_unix\.so, .* <- layer 2/),
      expect.stringMatching(/\/etc\/pam\.d\/sudo needs the module pam_limits\.so, .* <- layer 2/),
    ])
  })
})
