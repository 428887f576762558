import type { Problem } from "../../errors/index.ts"
import type { Stage } from "../image.ts"
import type { Install } from "../install.ts"
import type { AnyOp } from "../op.ts"
import { isBuildTool } from "./build-tools.ts"
import { isDesktopPackage, isHeadless } from "./desktop-packages.ts"
import { eachOp, opProblem, type Rule } from "./rule.ts"

function aptInstalls(op: AnyOp): readonly Install[] {
  return op.kind === "exec" ? (op.installs ?? []).filter((install) => install.ecosystem === "apt") : []
}

function aptNames(installs: readonly Install[]): readonly string[] {
  return installs.flatMap((install) => install.packages.map((name) => name.replace(/[=/:].*$/, "")))
}

const noCompilersInRuntime: Rule = (image) =>
  eachOp(image, (stage: Stage, op): Problem | undefined => {
    if (stage.kind !== "runtime") return undefined
    const tools = aptNames(aptInstalls(op).filter((install) => install.because === undefined)).filter(isBuildTool)
    if (tools.length === 0) return undefined
    return opProblem(
      stage,
      op,
      `${tools.join(", ")}: build tools have no place in a runtime stage`,
      "install them with .build(apt(...)), or say why they are needed at run time with apt({ packages, because })",
    )
  })

const noDesktopInHeadless: Rule = (image) =>
  isHeadless(image.variant)
    ? eachOp(image, (stage, op) => {
        const apps = stage.kind === "runtime" ? aptNames(aptInstalls(op)).filter(isDesktopPackage) : []
        return apps.length === 0
          ? undefined
          : opProblem(
              stage,
              op,
              `${apps.join(", ")}: desktop and creative apps have no place in variant '${image.variant}'`,
              `wrap the step in .when("desktop", ...)`,
            )
      })
    : []

export const contentRules: readonly Rule[] = [noCompilersInRuntime, noDesktopInHeadless]
