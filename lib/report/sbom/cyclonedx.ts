import type { Ledger } from "../../ledger/index.ts"
import { type ListedPackage, listedPackages } from "./listed-packages.ts"
import type { SbomOptions } from "./sbom-options.ts"
import { uuidFrom } from "./uuid-from.ts"

const imageRef = "image"
const refOf = ({ number }: ListedPackage): string => `package-${number}`

function component(listed: ListedPackage) {
  const { owner, url, bytes } = listed
  return {
    type: "library",
    "bom-ref": refOf(listed),
    name: owner.name,
    ...(owner.version === undefined ? {} : { version: owner.version }),
    ...(url === undefined ? {} : { purl: url }),
    properties: [
      { name: "strata:ecosystem", value: owner.ecosystem },
      { name: "strata:unpackedBytes", value: String(bytes) },
      ...(owner.location ? [{ name: "strata:location", value: owner.location }] : []),
    ],
  }
}

/** The image's packages as CycloneDX 1.6 JSON (https://cyclonedx.org/docs/1.6/json/). */
export function toCycloneDx(ledger: Ledger, options: SbomOptions): string {
  const { image } = ledger
  const packages = listedPackages(ledger, options.distribution)
  const document = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidFrom(`${image.id ?? image.ref} ${options.time.toISOString()}`)}`,
    version: 1,
    metadata: {
      timestamp: options.time.toISOString(),
      tools: { components: [{ type: "application", name: "strata-images", version: options.toolVersion }] },
      component: {
        type: "container",
        "bom-ref": imageRef,
        name: image.ref,
        ...(image.id === undefined ? {} : { version: image.id }),
      },
    },
    components: packages.map(component),
    dependencies: [{ ref: imageRef, dependsOn: packages.map(refOf) }],
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}
