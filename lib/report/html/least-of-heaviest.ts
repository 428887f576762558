/** Steps of the histogram for each doubling of the value. */
const stepsPerDoubling = 16
/** Doublings of a number of bytes: 2^53 is the largest whole number. */
const doublings = 54

const stepOf = (value: number): number => (value < 1 ? 0 : 1 + Math.floor(Math.log2(value) * stepsPerDoubling))

/**
 * A bound that at most `most` of the values reach, and nearly as many as possible. It is at least 1: what is empty is
 * never among the heaviest. One pass over a histogram, so linear in the values.
 */
export function leastOfHeaviest(values: Float64Array, most: number): number {
  const histogram = new Uint32Array(doublings * stepsPerDoubling + 2)
  for (const value of values) {
    const step = stepOf(value)
    histogram[step] = (histogram[step] ?? 0) + 1
  }
  let step = histogram.length
  for (let taken = 0; step > 1; step--) {
    taken += histogram[step - 1] ?? 0
    if (taken > most) break
  }
  return 2 ** ((step - 1) / stepsPerDoubling)
}
