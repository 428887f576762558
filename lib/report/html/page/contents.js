import { bar, element } from "./element.js"
import { formatBytes, formatCount } from "./format.js"

/** Lines that are shown; the rest is counted. */
const linesShown = 200

/**
 * A list of buttons with a size each: what is in an item, or what a search found. It says the same as the map to those
 * who do not see it.
 * @param {HTMLElement} box
 * @param {string} title
 * @param {readonly { readonly label: string, readonly bytes: number, readonly open?: (() => void) | undefined }[]} lines
 * @param {number} whole
 */
export function showContents(box, title, lines, whole) {
  const shown = lines.slice(0, linesShown)
  const more = lines.length - shown.length
  box.replaceChildren(
    element("h2", {}, title),
    element(
      "ol",
      // A list that scrolls has to be reached by keyboard, through its buttons or by itself.
      { class: "contents", tabindex: shown.some(({ open }) => open) ? undefined : 0 },
      ...shown.map(({ label, bytes, open }) => {
        const inside = [
          bar(bytes / Math.max(1, whole)),
          element("span", { class: "what" }, label),
          element("span", { class: "size" }, formatBytes(bytes)),
        ]
        if (!open) return element("li", {}, element("span", { class: "line" }, ...inside))
        const button = element("button", { type: "button", class: "line" }, ...inside)
        button.addEventListener("click", open)
        return element("li", {}, button)
      }),
    ),
    ...(more > 0 ? [element("p", {}, `and ${formatCount(more)} more`)] : []),
  )
}
