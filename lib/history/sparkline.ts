const blocks = "▁▂▃▄▅▆▇█"

/** Numbers as a line of blocks, from the least to the most; a steady one is a line in the middle. */
export function sparkline(numbers: readonly number[]): string {
  const least = Math.min(...numbers)
  const span = Math.max(...numbers) - least
  return numbers
    .map((number) => blocks[span === 0 ? 3 : Math.round(((number - least) / span) * (blocks.length - 1))])
    .join("")
}
