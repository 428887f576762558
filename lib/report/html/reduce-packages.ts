import type { Ecosystem, Ledger, LedgerPackage } from "../../ledger/index.ts"
import { packageSums } from "../package-sums.ts"
import { leastOfHeaviest } from "./least-of-heaviest.ts"

/** The heaviest packages, after them one for the smaller ones of each ecosystem, and for each package which stands for it. */
export function reducePackages(
  ledger: Ledger,
  most: number,
): { readonly packages: readonly LedgerPackage[]; readonly packageOf: Uint32Array } {
  const bytes = Float64Array.from(packageSums(ledger), (sum) => sum.bytes)
  const bound = leastOfHeaviest(bytes, most)
  // Number 0 is nobody, in every ledger.
  const isKept = (number: number): boolean => number === 0 || (bytes[number] ?? 0) >= bound
  const smaller = new Map<Ecosystem, number[]>()
  const packages: LedgerPackage[] = []
  const packageOf = new Uint32Array(ledger.packages.length)
  for (const [number, each] of ledger.packages.entries()) {
    if (isKept(number)) packageOf[number] = packages.push(each) - 1
    else {
      const alike = smaller.get(each.ecosystem)
      if (alike) alike.push(number)
      else smaller.set(each.ecosystem, [number])
    }
  }
  for (const [ecosystem, numbers] of smaller) {
    const folded = packages.push({ ecosystem, name: `${numbers.length} smaller packages` }) - 1
    for (const number of numbers) packageOf[number] = folded
  }
  return { packages, packageOf }
}
