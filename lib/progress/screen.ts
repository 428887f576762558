/** Lines at the bottom of a terminal that are painted over, with lasting lines above them. */
export interface Screen {
  /** Writes `above`, which stays, and then `lines`, which the next call paints over. */
  paint(above: readonly string[], lines: readonly string[]): void
}

const control = "\u001b["

/** Everything goes out in one write, between the marks of a synchronised update, so that nothing flickers. */
export function makeScreen(write: (text: string) => void): Screen {
  let painted = 0
  return {
    paint(above, lines) {
      const clear = painted > 0 ? `${control}${painted}A${control}J` : ""
      const text = [...above, ...lines].map((line) => `${line}\n`).join("")
      if (clear + text === "") return
      write(`${control}?2026h${clear}${text}${control}?2026l`)
      painted = lines.length
    },
  }
}
