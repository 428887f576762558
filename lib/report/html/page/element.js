/**
 * An element with attributes and children.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Readonly<Record<string, string | number | undefined>>} attributes undefined leaves one out
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(key, String(value))
  }
  made.append(...children)
  return made
}

/**
 * The element of the page that has this id.
 * @template {HTMLElement} [Wanted=HTMLElement]
 * @param {string} id
 * @returns {Wanted}
 */
export function byId(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return /** @type {Wanted} */ (found)
}

/**
 * A bar as long as its share. Lengths are set by script, since the page forbids style attributes.
 * @param {number} share 0 to 1
 */
export function bar(share) {
  const fill = element("span", {})
  fill.style.width = `${Math.max(0.5, Math.min(100, share * 100))}%`
  return element("span", { class: "bar", "aria-hidden": "true" }, fill)
}
