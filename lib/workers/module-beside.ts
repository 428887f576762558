/** Address of a module beside another: `.ts` in a checkout, `.js` in the package. @param name without its ending */
export function moduleBeside(name: string, url: string): string {
  return new URL(`${name}${url.slice(url.lastIndexOf("."))}`, url).href
}
