/**
 * What images leave out on purpose and no program needs: documentation and translations (dpkg's `path-exclude`, as
 * Docker's own Debian images have it), and folders that apt makes again.
 */
const optional =
  /^\/usr\/share\/(doc|doc-base|man|info|locale|lintian|bug|help|gtk-doc)(\/|$)|^\/var\/(lib\/apt\/lists|cache\/apt)(\/|$)/

export function isOptionalPath(path: string): boolean {
  return optional.test(path)
}
