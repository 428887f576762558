/** How two builds that use one cache mount at the same time behave (BuildKit's words). */
export type CacheSharing = "shared" | "private" | "locked"

/** Something that is there while an exec op runs and is in no layer. */
export type Mount =
  | {
      readonly kind: "cache"
      readonly id: string
      readonly target: string
      readonly sharing: CacheSharing
    }
  | {
      readonly kind: "bind"
      readonly target: string
      /** Stage the files come from; the build context when absent. */
      readonly from?: string
      readonly source?: string
      readonly writable?: boolean
    }
  | {
      readonly kind: "secret"
      readonly id: string
      readonly target: string
      /** Whether the build fails where the secret is not given. */
      readonly required: boolean
    }
  | { readonly kind: "ssh"; readonly id: string; readonly required: boolean }
  | {
      readonly kind: "tmpfs"
      readonly target: string
      /** Upper limit in bytes. */
      readonly sizeBytes?: number
    }
