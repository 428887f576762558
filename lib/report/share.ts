/**
 * A part of a whole for people: `44 %`, `<1 %` for what is there but rounds to nothing, `>99 %` for what rounds to all and is
 * not, `0 %` of nothing.
 */
export function formatShare(part: number, whole: number): string {
  if (part <= 0 || whole <= 0) return "0 %"
  const percent = Math.round((part / whole) * 100)
  if (percent === 0) return "<1 %"
  return percent === 100 && part < whole ? ">99 %" : `${percent} %`
}
