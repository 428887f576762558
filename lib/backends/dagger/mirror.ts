/** Whether a reference names its registry: the first part has a dot or a port, or is `localhost`. */
function namesRegistry(ref: string): boolean {
  const [first, ...rest] = ref.split("/")
  return rest.length > 0 && first !== undefined && (/[.:]/.test(first) || first === "localhost")
}

/**
 * The reference at a mirror: `debian:12` at `mirror.example/hub` is `mirror.example/hub/library/debian:12`. A
 * reference that names its registry stays as it is, so a mirror never takes the place of a private image.
 */
export function mirrored(ref: string, mirror: string | undefined): string {
  if (mirror === undefined || namesRegistry(ref)) return ref
  // Docker Hub keeps official images below `library/`, and a mirror keeps its layout.
  return `${mirror.replace(/\/+$/, "")}/${ref.includes("/") ? ref : `library/${ref}`}`
}
