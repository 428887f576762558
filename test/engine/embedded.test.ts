import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { cgroupVersion } from "../../lib/doctor/control-groups.ts"
import { wholeVersion } from "../../lib/engine/client/daemon-version.ts"
import { storeOf } from "../../lib/engine/docker/find-docker.ts"
import { cacheLimitBytes, rememberedCacheLimit } from "../../lib/engine/embedded/cache-limit.ts"
import { cgroupMounts } from "../../lib/engine/embedded/cgroups.ts"
import { parseStartTime } from "../../lib/engine/embedded/daemon-process.ts"
import { daemonArguments, daemonConfig } from "../../lib/engine/embedded/daemon-script.ts"
import { resolverText } from "../../lib/engine/embedded/host-network-files.ts"
import { engineState, storeState } from "../../lib/engine/embedded/state.ts"
import { mountsBelow } from "../../lib/engine/process/remove-tree.ts"

describe("engineState", () => {
  test("is below /var/lib for root, below the user's state folder otherwise, or where STRATA_HOME says", () => {
    expect(engineState({}, 0).home).toBe("/var/lib/strata")
    expect(engineState({ XDG_STATE_HOME: "/s" }, 1000).home).toBe("/s/strata")
    expect(engineState({ STRATA_HOME: "/h" }, 0)).toMatchObject({ home: "/h", shared: "/h" })
    expect(engineState({ STRATA_HOME: "/h", STRATA_ROOT: "/r" }, 0)).toMatchObject({ home: "/h", shared: "/r" })
  })

  test("two homes and two stores never share control groups", () => {
    const names = ["/a", "/b"].flatMap((home) =>
      (["classic", "containerd"] as const).map(
        (store) => storeState(engineState({ STRATA_HOME: home }, 0), store).cgroup,
      ),
    )
    expect(new Set(names).size).toBe(4)
  })
})

test("the daemon is told to leave the host's network alone", () => {
  const flags = daemonArguments("classic", "strata-x")
  for (const flag of [
    "--bridge=none",
    "--iptables=false",
    "--ip6tables=false",
    "--ip-forward=false",
    "--ip-masq=false",
  ])
    expect(flags).toContain(flag)
  expect(flags).toContain("--cgroup-parent=strata-x")
})

describe("the build cache", () => {
  test("may fill most of the disk, and a fuller disk does not lower its limit", () => {
    expect(cacheLimitBytes(100e9)).toBe(75e9)
    expect(cacheLimitBytes(20e9, 75e9)).toBe(75e9)
    expect(cacheLimitBytes(200e9, 75e9)).toBe(150e9)
  })

  test("has a limit that is remembered, whatever somebody wrote there", () => {
    const folder = mkdtempSync(join(tmpdir(), "strata-cache-limit-"))
    try {
      const file = join(folder, "classic.cache-limit")
      const first = rememberedCacheLimit(file, folder)
      expect(first).toBeGreaterThan(0)
      writeFileSync(file, `${first * 2}\n`)
      expect(rememberedCacheLimit(file, folder)).toBe(first * 2)
      writeFileSync(file, "lots")
      expect(rememberedCacheLimit(file, folder)).toBeGreaterThan(0)
      expect(readFileSync(file, "utf8")).toMatch(/^\d+\n$/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test("is told to the daemon", () => {
    expect(daemonConfig("containerd", 5)).toEqual({
      builder: { gc: { enabled: true, defaultKeepStorage: "5" } },
      features: { "containerd-snapshotter": true },
    })
  })
})

test("a daemon without its containerd is not whole", () => {
  const answer = (names: readonly string[]) =>
    JSON.stringify({ Version: "26.1", Components: names.map((Name) => ({ Name })) })
  expect(wholeVersion(answer(["Engine", "containerd", "runc"]))).toBe("26.1")
  expect(wholeVersion(answer(["Engine", "runc"]))).toBeUndefined()
})

test("a process's start time is found behind any name", () => {
  const fields = Array.from({ length: 50 }, (_, index) => String(index + 3))
  expect(parseStartTime(`12 (a) b (c) ${fields.join(" ")}`)).toBe("22")
})

test("behind systemd's stub resolver the real name servers are used", () => {
  expect(resolverText("nameserver 127.0.0.53\n", "nameserver 10.0.0.1\n")).toBe("nameserver 10.0.0.1\n")
  expect(resolverText("nameserver 127.0.0.53\n", "")).toBe("nameserver 127.0.0.53\n")
  expect(resolverText("nameserver 127.0.0.53\nnameserver 10.9.9.9\n", "x")).toContain("10.9.9.9")
})

const v1 =
  "30 25 0:26 / /sys/fs/cgroup/cpu rw shared:1 - cgroup cgroup rw,cpu\n31 25 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
const v2 = "30 25 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"

test("control groups of both kinds of host", () => {
  expect(cgroupMounts(v1)).toEqual(["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/unified"])
  expect(cgroupMounts(`${v2}1 2 0:1 / /proc rw - proc proc rw`)).toEqual(["/sys/fs/cgroup"])
  expect([cgroupVersion(v1), cgroupVersion(v2), cgroupVersion("")]).toEqual(["v1", "v2", undefined])
})

test("what is mounted at or below a folder is seen, and nothing beside it", () => {
  const line = (point: string) => `1 2 0:1 / ${point} rw - tmpfs tmpfs rw`
  const mountinfo = ["/a/b", "/a/b/c\\040d", "/a/bc", "/"].map(line).join("\n")
  expect(mountsBelow(mountinfo, "/a/b")).toEqual(["/a/b", "/a/b/c d"])
})

test("the store of a daemon that was there before us", () => {
  expect(storeOf({ DriverStatus: [["driver-type", "io.containerd.snapshotter.v1"]] })).toBe("containerd")
  expect(storeOf({ DriverStatus: [["Backing Filesystem", "extfs"]] })).toBe("classic")
  expect(storeOf({})).toBe("classic")
})
