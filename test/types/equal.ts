/** `true` only when two types are the same, optional and readonly included; not merely assignable to each other. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Lays nested intersections and mapped types out flat, so that `Equal` compares what they mean. */
export type Flat<T> = T extends readonly unknown[] | object ? { [K in keyof T]: Flat<T[K]> } : T

/** Compiles only for `true`. */
export type Expect<T extends true> = T
