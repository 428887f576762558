/** Exit codes of the command line: a contract, scripts depend on it. */
export const exitCodes = { good: 0, checkFailed: 1, wrongUse: 2, environment: 3 } as const

/**
 * Every error the library can raise, with the exit code the command line gives it.
 * Each has a page `docs/errors/<code>.md`; a test holds the two lists together.
 */
export const errorCodes = {
  "invalid-image": 2,
  "invalid-config": 2,
  "invalid-document": 2,
  "unknown-image": 2,
  "unknown-variant": 2,
  "unknown-os": 2,
  "unknown-platform": 2,
  "unknown-option": 2,
  "invalid-option": 2,
  "cuda-not-available": 2,
  "unsupported-op": 2,
  "step-failed": 2,
  "build-failed": 3,
  "engine-unavailable": 3,
  "engine-start-failed": 3,
  "engine-store": 3,
  "registry-failed": 3,
  "image-too-large": 3,
  "disk-full": 3,
  network: 3,
  "base-unavailable": 3,
  "platform-unavailable": 3,
  "output-failed": 3,
  interrupted: 3,
} as const satisfies Record<string, 1 | 2 | 3>

export type ErrorCode = keyof typeof errorCodes
