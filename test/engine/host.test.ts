import { describe, expect, test } from "vitest"
import { parseTargets, pickMirrors, sourceLines } from "../../lib/engine/host/apt-mirrors.ts"
import { npmEnvironmentLines, npmrcLines } from "../../lib/engine/host/npm-client-config.ts"
import { pipConf } from "../../lib/engine/host/pip-client-config.ts"
import { proxyVariables } from "../../lib/engine/host/proxy-variables.ts"

const known = `https://other.test/apt/|bookworm|Other|main
https://other.test/apt/|bookworm-updates|Other|main
http://m.test/debian/|bookworm|Debian|main
http://m.test/debian/|bookworm-updates|Debian|main
http://s.test/debian-security/|bookworm-security|Debian|main
https://node.test/node_20.x/|nodistro|. nodistro|main
`

describe("mirrors of the host", () => {
  test("are those whose lists say Debian", () => {
    expect(pickMirrors(parseTargets(known))).toEqual({
      main: "http://m.test/debian",
      security: "http://s.test/debian-security",
    })
  })

  test("without lists are those that also have updates: other vendors use Debian's suite names too", () => {
    const text = `https://other.test/apt|bookworm|$(ORIGIN)|main
http://m.test/deb|bookworm|$(ORIGIN)|main
http://m.test/deb|bookworm-updates|$(ORIGIN)|main
http://s.test/sec|bookworm-security|$(ORIGIN)|main
`
    expect(pickMirrors(parseTargets(text))).toEqual({ main: "http://m.test/deb", security: "http://s.test/sec" })
  })

  test("without lists or updates are those whose address says so", () => {
    expect(
      pickMirrors(parseTargets("http://o.test/x|trixie|$(ORIGIN)|main\nhttp://m.test/debian|trixie|$(ORIGIN)|main")),
    ).toEqual({ main: "http://m.test/debian" })
  })

  test("of another distribution are none, and then nothing is said to mmdebstrap", () => {
    expect(pickMirrors(parseTargets("http://u.test/ubuntu/|noble|Ubuntu|main"))).toEqual({})
    expect(sourceLines({}, "trixie", true)).toEqual([])
  })

  test("serve any suite", () => {
    expect(sourceLines(pickMirrors(parseTargets(known)), "trixie", true)).toEqual([
      "deb http://m.test/debian trixie main",
      "deb http://m.test/debian trixie-updates main",
      "deb http://s.test/debian-security trixie-security main",
    ])
    expect(sourceLines({ main: "http://m.test/debian" }, "trixie", false)).toEqual([
      "deb http://m.test/debian trixie main",
    ])
  })
})

describe("npmrcLines", () => {
  test("keeps where packages come from and who may have them, and no paths", () => {
    const text = `; comment
registry = https://r.test/npm/
@own:registry=https://r.test/own/
//r.test/npm/:_authToken=abc=
cafile=/etc/ca.pem
prefix=/opt
proxy=null
`
    expect(npmrcLines(text)).toEqual([
      "registry=https://r.test/npm/",
      "@own:registry=https://r.test/own/",
      "//r.test/npm/:_authToken=abc=",
    ])
  })
})

test("npm's settings in the environment are kept too", () => {
  const env = { NPM_CONFIG_REGISTRY: "https://e.test/", npm_config_https_proxy: "http://p", npm_config_cache: "/c" }
  expect(npmEnvironmentLines(env)).toEqual(["registry=https://e.test/", "https-proxy=http://p"])
})

describe("pipConf", () => {
  test("keeps indexes and trusted hosts; the environment wins", () => {
    const list =
      "global.cert='/etc/ca.pem'\nglobal.extra-index-url='\\nhttps://a.test\\nhttps://b.test'\nglobal.index-url='https://old.test'\n"
    expect(pipConf(list, { PIP_INDEX_URL: "https://new.test" })).toBe(
      "[global]\nindex-url = https://new.test\nextra-index-url = https://a.test https://b.test\n",
    )
  })

  test("is nothing where all is default", () => expect(pipConf("global.cert='/x'\n", {})).toBeUndefined())
})

test("proxies are given in both spellings", () => {
  expect(proxyVariables({ https_proxy: "http://p", NO_PROXY: "" })).toEqual({
    HTTPS_PROXY: "http://p",
    https_proxy: "http://p",
  })
})
