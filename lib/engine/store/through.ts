import { pipeline, type Readable, type Transform } from "node:stream"

/** What comes out of `transform`. An error of the source comes out too, and the source ends when the reader stops early. */
export async function* through(source: Readable, transform: Transform): AsyncGenerator<Buffer> {
  const output = pipeline(source, transform, () => {})
  yield* output as AsyncIterable<Buffer>
}
