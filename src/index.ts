/**
 * Container images as typed code: the Carbon family, built, measured and published on Dagger.
 *
 * The definitions are in pipelines/carbon, what is done with them in pipelines; this file only names it for Dagger.
 */
import "pipelines/enter-project"

import { type Container, type Directory, dag, type File, func, object, type Secret } from "@dagger.io/dagger"
import { build, buildAll } from "pipelines/build"
import { carbonDefinition } from "pipelines/carbon-definition"
import { eject } from "pipelines/eject"
import { explained } from "pipelines/explained"
import { measure } from "pipelines/measure"
import { moduleOptions } from "pipelines/module-options"
import { publish } from "pipelines/publish"
import { settle } from "pipelines/verdict"

// "pipelines/*" is a path in tsconfig.json: Dagger's SDK parses src with all that it finds from there on every call, and
// it does not read those paths.
//
// What reads images, or one image's definition, is imported by the call that needs it: in a new container every file that
// is loaded is transpiled first.
//
// Dagger reads the signatures below without this repository's other code, so each function spells its arguments out.
// Names of members are what `dagger call --os=...` takes, in any case: letters, digits and `_` only.
/** Image of the Carbon family. */
export enum CarbonImage {
  /** carbon-base: CUDA, Python, Node, a desktop. */
  BASE = "base",
  /** carbon-compute: PyTorch and JAX, whose wheels bring CUDA. */
  COMPUTE = "compute",
  /** carbon-tools: carbon-base with languages, debuggers and creative applications. */
  TOOLS = "tools",
}

/** Variant of an image: each one is a prefix of the one before it. carbon-tools has no minimal one. */
export enum Variant {
  /** Desktop with its apps. */
  DESKTOP = "desktop",
  /** Terminal comforts and headless graphics, no desktop. */
  MINIMAL = "minimal",
  /** Python, Node and their tools; nothing that needs a screen. */
  SERVER = "server",
}

/** Distribution that an image stands on. Debian 13 is for carbon-base alone. */
export enum Os {
  /** Ubuntu 22.04 with CUDA from NVIDIA's images. */
  UBUNTU22_04 = "ubuntu22.04",
  /** Debian 12 with the distribution's own CUDA packages. */
  DEBIAN12 = "debian12",
  /** Debian 13 with the distribution's own CUDA packages. */
  DEBIAN13 = "debian13",
}

/** Platform that an image is for. The engine runs its programs, by emulation where its machine is another. */
export enum ImagePlatform {
  /** 64-bit x86. */
  AMD64 = "linux/amd64",
  /** 64-bit ARM: of the family, carbon-base of Debian 13. */
  ARM64 = "linux/arm64",
}

/** One image of a family. */
@object()
export class VariantImage {
  /** Which variant it is. */
  @func()
  variant: string

  /** The image. */
  @func()
  container: Container

  constructor(variant: string, container: Container) {
    this.variant = variant
    this.container = container
  }
}

/** The Carbon family of GPU workstation images. */
@object()
export class Strata {
  /**
   * Builds carbon-base.
   * @param variant Default: desktop.
   * @param os Default: ubuntu22_04.
   * @param platform Default: amd64.
   * @param profile Another composition of the image, e.g. phase1; a name that is none shows all. Default: none.
   * @param baseImage Reference in place of the base image of the final stage, e.g. one in a registry of your own.
   * @param registryMirror Registry, with or without a path, for base images whose reference names none.
   * @param caBundle Certificates in PEM for build steps behind a proxy; in no layer.
   * @param npmrc Configuration of npm for build steps; in no layer.
   * @param pipConf Configuration of pip for build steps; in no layer.
   */
  @func()
  buildBase(
    variant?: Variant,
    os?: Os,
    platform?: ImagePlatform,
    profile?: string,
    baseImage?: string,
    registryMirror?: string,
    caBundle?: Secret,
    npmrc?: Secret,
    pipConf?: Secret,
  ): Promise<Container> {
    const options = moduleOptions({
      variant,
      os,
      platform,
      profile,
      baseImage,
      registryMirror,
      caBundle,
      npmrc,
      pipConf,
    })
    return explained(async () => build(dag, await carbonDefinition(CarbonImage.BASE, options), options))
  }

  /**
   * Builds carbon-compute.
   * @param variant Default: desktop.
   * @param os Default: ubuntu22_04.
   * @param platform Default: amd64.
   * @param profile Another composition of the image, e.g. phase1; a name that is none shows all. Default: none.
   * @param baseImage Reference in place of the base image of the final stage, e.g. one in a registry of your own.
   * @param registryMirror Registry, with or without a path, for base images whose reference names none.
   * @param caBundle Certificates in PEM for build steps behind a proxy; in no layer.
   * @param npmrc Configuration of npm for build steps; in no layer.
   * @param pipConf Configuration of pip for build steps; in no layer.
   */
  @func()
  buildCompute(
    variant?: Variant,
    os?: Os,
    platform?: ImagePlatform,
    profile?: string,
    baseImage?: string,
    registryMirror?: string,
    caBundle?: Secret,
    npmrc?: Secret,
    pipConf?: Secret,
  ): Promise<Container> {
    const options = moduleOptions({
      variant,
      os,
      platform,
      profile,
      baseImage,
      registryMirror,
      caBundle,
      npmrc,
      pipConf,
    })
    return explained(async () => build(dag, await carbonDefinition(CarbonImage.COMPUTE, options), options))
  }

  /**
   * Builds carbon-tools.
   * @param variant Default: desktop.
   * @param os Default: ubuntu22_04.
   * @param platform Default: amd64.
   * @param profile Another composition of the image, e.g. phase1; a name that is none shows all. Default: none.
   * @param baseImage Reference in place of the base image of the final stage, e.g. one in a registry of your own.
   * @param registryMirror Registry, with or without a path, for base images whose reference names none.
   * @param caBundle Certificates in PEM for build steps behind a proxy; in no layer.
   * @param npmrc Configuration of npm for build steps; in no layer.
   * @param pipConf Configuration of pip for build steps; in no layer.
   */
  @func()
  buildTools(
    variant?: Variant,
    os?: Os,
    platform?: ImagePlatform,
    profile?: string,
    baseImage?: string,
    registryMirror?: string,
    caBundle?: Secret,
    npmrc?: Secret,
    pipConf?: Secret,
  ): Promise<Container> {
    const options = moduleOptions({
      variant,
      os,
      platform,
      profile,
      baseImage,
      registryMirror,
      caBundle,
      npmrc,
      pipConf,
    })
    return explained(async () => build(dag, await carbonDefinition(CarbonImage.TOOLS, options), options))
  }

  /**
   * Builds every variant of an image side by side; what they share is built once.
   * @param image Default: base.
   * @param os Default: ubuntu22_04.
   * @param platform Default: amd64.
   * @param profile Another composition of the image, e.g. phase1; a name that is none shows all. Default: none.
   * @param baseImage Reference in place of the base image of the final stage.
   * @param registryMirror Registry, with or without a path, for base images whose reference names none.
   * @param caBundle Certificates in PEM for build steps behind a proxy; in no layer.
   * @param npmrc Configuration of npm for build steps; in no layer.
   * @param pipConf Configuration of pip for build steps; in no layer.
   */
  @func()
  async buildAll(
    image?: CarbonImage,
    os?: Os,
    platform?: ImagePlatform,
    profile?: string,
    baseImage?: string,
    registryMirror?: string,
    caBundle?: Secret,
    npmrc?: Secret,
    pipConf?: Secret,
  ): Promise<VariantImage[]> {
    const options = moduleOptions({ os, platform, profile, baseImage, registryMirror, caBundle, npmrc, pipConf })
    const built = await explained(async () =>
      buildAll(dag, await carbonDefinition(image ?? CarbonImage.BASE, options), options),
    )
    return built.map(({ variant, container }) => new VariantImage(variant, container))
  }

  /**
   * Builds an image and gives its metrics document as JSON: bytes of every layer, exact.
   * @param image Default: base.
   * @param variant Default: desktop.
   * @param os Default: ubuntu22_04.
   * @param platform Default: amd64.
   * @param compressed Also takes the compressed bytes, with gzip: about 25 s more a gigabyte.
   * @param profile Another composition of the image, e.g. phase1; a name that is none shows all. Default: none.
   * @param baseImage Reference in place of the base image of the final stage.
   * @param registryMirror Registry, with or without a path, for base images whose reference names none.
   * @param caBundle Certificates in PEM for build steps behind a proxy; in no layer.
   * @param npmrc Configuration of npm for build steps; in no layer.
   * @param pipConf Configuration of pip for build steps; in no layer.
   */
  @func({ cache: "session" })
  async metrics(
    image?: CarbonImage,
    variant?: Variant,
    os?: Os,
    platform?: ImagePlatform,
    compressed: boolean = false,
    profile?: string,
    baseImage?: string,
    registryMirror?: string,
    caBundle?: Secret,
    npmrc?: Secret,
    pipConf?: Secret,
  ): Promise<string> {
    const options = moduleOptions({
      variant,
      os,
      platform,
      profile,
      baseImage,
      registryMirror,
      caBundle,
      npmrc,
      pipConf,
    })
    return explained(async () => {
      const definition = await carbonDefinition(image ?? CarbonImage.BASE, options)
      return JSON.stringify(await measure(dag, definition, { ...options, compressed }), null, 2)
    })
  }

  /**
   * Builds an image and holds it against a budget; fails where the budget is not kept.
   * @param budget The budget, as strata.budget.json.
   * @param image Default: base.
   * @param variant Default: desktop.
   * @param os Default: ubuntu22_04.
   * @param platform Default: amd64.
   * @param baseline What growth is counted from: JSON of metrics, of an inspection or a ledger.
   * @param asJson Gives the document in place of the text, also where the budget is not kept.
   * @param profile Another composition of the image, e.g. phase1; a name that is none shows all. Default: none.
   * @param baseImage Reference in place of the base image of the final stage.
   * @param registryMirror Registry, with or without a path, for base images whose reference names none.
   * @param caBundle Certificates in PEM for build steps behind a proxy; in no layer.
   * @param npmrc Configuration of npm for build steps; in no layer.
   * @param pipConf Configuration of pip for build steps; in no layer.
   */
  @func({ cache: "session" })
  async check(
    budget: File,
    image?: CarbonImage,
    variant?: Variant,
    os?: Os,
    platform?: ImagePlatform,
    baseline?: File,
    asJson: boolean = false,
    profile?: string,
    baseImage?: string,
    registryMirror?: string,
    caBundle?: Secret,
    npmrc?: Secret,
    pipConf?: Secret,
  ): Promise<string> {
    const options = moduleOptions({
      variant,
      os,
      platform,
      profile,
      baseImage,
      registryMirror,
      caBundle,
      npmrc,
      pipConf,
    })
    return explained(async () => {
      const { check, parseBaseline, parseBudget } = await import("pipelines/check")
      const definition = await carbonDefinition(image ?? CarbonImage.BASE, options)
      const limits = parseBudget(await budget.contents())
      const before = baseline ? { baseline: parseBaseline(await baseline.contents()) } : {}
      return settle(await check(dag, definition, limits, { ...options, ...before }), asJson)
    })
  }

  /**
   * Builds an image and fails where something in it is broken.
   *
   * What is checked: libraries, links, interpreters, packages, Python imports, and the commands that are given.
   * @param image Default: base.
   * @param variant Default: desktop.
   * @param os Default: ubuntu22_04.
   * @param platform Default: amd64.
   * @param capabilities Also check what these need beside libraries, e.g. jit:triton.
   * @param commands Also run these in the image.
   * @param asJson Gives the document in place of the text, also where something is broken.
   * @param profile Another composition of the image, e.g. phase1; a name that is none shows all. Default: none.
   * @param baseImage Reference in place of the base image of the final stage.
   * @param registryMirror Registry, with or without a path, for base images whose reference names none.
   * @param caBundle Certificates in PEM for build steps behind a proxy; in no layer.
   * @param npmrc Configuration of npm for build steps; in no layer.
   * @param pipConf Configuration of pip for build steps; in no layer.
   */
  @func({ cache: "session" })
  async verify(
    image?: CarbonImage,
    variant?: Variant,
    os?: Os,
    platform?: ImagePlatform,
    capabilities?: string[],
    commands?: string[],
    asJson: boolean = false,
    profile?: string,
    baseImage?: string,
    registryMirror?: string,
    caBundle?: Secret,
    npmrc?: Secret,
    pipConf?: Secret,
  ): Promise<string> {
    const options = moduleOptions({
      variant,
      os,
      platform,
      profile,
      baseImage,
      registryMirror,
      caBundle,
      npmrc,
      pipConf,
    })
    const wanted = { ...(capabilities ? { capabilities } : {}), ...(commands ? { commands } : {}) }
    return explained(async () => {
      const { verify } = await import("pipelines/verify")
      const definition = await carbonDefinition(image ?? CarbonImage.BASE, options)
      return settle(await verify(dag, definition, { ...options, ...wanted }), asJson)
    })
  }

  /**
   * The files that build an image without Strata: Dockerfile and docker-bake.json.
   * @param image Default: base.
   * @param variant Default: desktop.
   * @param os Default: ubuntu22_04.
   * @param platform Default: amd64.
   * @param profile Another composition of the image, e.g. phase1; a name that is none shows all. Default: none.
   */
  @func()
  dockerfile(
    image?: CarbonImage,
    variant?: Variant,
    os?: Os,
    platform?: ImagePlatform,
    profile?: string,
  ): Promise<Directory> {
    const options = moduleOptions({ variant, os, platform, profile })
    return explained(async () => eject(dag, await carbonDefinition(image ?? CarbonImage.BASE, options), options))
  }

  /**
   * Builds an image and pushes it; gives the reference with the digest of what was pushed.
   * @param repository Registry and repository without a tag, e.g. registry.example/carbon/base.
   * @param image Default: base.
   * @param variant Default: desktop.
   * @param os Default: ubuntu22_04.
   * @param platforms Several become one index under the tag. Default: amd64.
   * @param tag Default: the family's tag for the variant.
   * @param username Name for a registry that wants a login; needs the password.
   * @param password Password or token for that registry.
   * @param profile Another composition of the image, e.g. phase1; a name that is none shows all. Default: none.
   * @param baseImage Reference in place of the base image of the final stage.
   * @param registryMirror Registry, with or without a path, for base images whose reference names none.
   * @param caBundle Certificates in PEM for build steps behind a proxy; in no layer.
   * @param npmrc Configuration of npm for build steps; in no layer.
   * @param pipConf Configuration of pip for build steps; in no layer.
   */
  @func({ cache: "never" })
  publish(
    repository: string,
    image?: CarbonImage,
    variant?: Variant,
    os?: Os,
    platforms?: ImagePlatform[],
    tag?: string,
    username?: string,
    password?: Secret,
    profile?: string,
    baseImage?: string,
    registryMirror?: string,
    caBundle?: Secret,
    npmrc?: Secret,
    pipConf?: Secret,
  ): Promise<string> {
    const options = {
      ...moduleOptions({ variant, os, profile, baseImage, registryMirror, caBundle, npmrc, pipConf }),
      repository,
      ...(platforms ? { platforms } : {}),
      ...(tag ? { tag } : {}),
      ...(username ? { username } : {}),
      ...(password ? { password } : {}),
    }
    return explained(async () => publish(dag, await carbonDefinition(image ?? CarbonImage.BASE, options), options))
  }
}
