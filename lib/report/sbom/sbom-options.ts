/** What a list of packages says beside the packages. */
export interface SbomOptions {
  /** When the list is made. */
  readonly time: Date
  /** Version of Strata. */
  readonly toolVersion: string
  /** ID of the image's os-release: `debian`, `ubuntu`, ...; URLs of its packages name it. */
  readonly distribution?: string
}
