import type { Ledger } from "../../ledger/index.ts"
import { type ListedPackage, listedPackages } from "./listed-packages.ts"
import type { SbomOptions } from "./sbom-options.ts"
import { uuidFrom } from "./uuid-from.ts"

const imageId = "SPDXRef-Image"
const idOf = ({ number }: ListedPackage): string => `SPDXRef-Package-${number}`

/** What SPDX wants to be said, and a ledger does not know. */
const unknown = {
  downloadLocation: "NOASSERTION",
  filesAnalyzed: false,
  licenseConcluded: "NOASSERTION",
  licenseDeclared: "NOASSERTION",
  copyrightText: "NOASSERTION",
}

function onePackage(listed: ListedPackage) {
  const { owner, url, bytes } = listed
  return {
    SPDXID: idOf(listed),
    name: owner.name,
    ...(owner.version === undefined ? {} : { versionInfo: owner.version }),
    ...unknown,
    comment: `${owner.ecosystem}, ${bytes} bytes unpacked${owner.location ? `, in ${owner.location}` : ""}`,
    ...(url === undefined
      ? {}
      : {
          externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: url }],
        }),
  }
}

/** The image's packages as SPDX 2.3 JSON (https://spdx.github.io/spdx-spec/v2.3/). */
export function toSpdx(ledger: Ledger, options: SbomOptions): string {
  const { image } = ledger
  const packages = listedPackages(ledger, options.distribution)
  // SPDX's times have no fractions of a second.
  const created = options.time.toISOString().replace(/\.\d+Z$/, "Z")
  const document = {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: image.ref,
    documentNamespace: `https://spdx.org/spdxdocs/strata-${uuidFrom(`${image.id ?? image.ref} ${created}`)}`,
    creationInfo: { created, creators: [`Tool: strata-images-${options.toolVersion}`] },
    packages: [
      {
        SPDXID: imageId,
        name: image.ref,
        ...(image.id === undefined ? {} : { versionInfo: image.id }),
        primaryPackagePurpose: "CONTAINER",
        ...unknown,
      },
      ...packages.map(onePackage),
    ],
    relationships: [
      { spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: imageId },
      ...packages.map((listed) => ({
        spdxElementId: imageId,
        relationshipType: "CONTAINS",
        relatedSpdxElement: idOf(listed),
      })),
    ],
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}
