import { type Problem, StrataError } from "../../errors/index.ts"

/** `sm_80`, `compute_80`, `80`, `8.0`, `90a`: NVIDIA's ways to write a compute capability. */
const pattern = /^(?:sm_|compute_)?(?:(\d{1,2})\.(\d)|(\d{2,3}))[af]?$/

/** A compute capability without its point: 80 for 8.0. @throws StrataError `invalid-option` */
export function parseCapability(gpu: string): number {
  const [, major, minor, both] = pattern.exec(gpu.trim().toLowerCase()) ?? []
  if (both !== undefined) return Number(both)
  if (major !== undefined && minor !== undefined) return Number(major) * 10 + Number(minor)
  const problem: Problem = {
    code: "invalid-option",
    message: `'${gpu}' is no GPU architecture`,
    fix: "write it as sm_80 or 8.0: `nvidia-smi --query-gpu=compute_cap --format=csv` prints it",
  }
  throw new StrataError(problem)
}
