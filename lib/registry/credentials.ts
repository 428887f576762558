/** What a user gave docker to log in to a registry with. */
export type Credentials =
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  /** A refresh token that the registry's token server changes for others. */
  | { readonly kind: "identity"; readonly token: string }

/** `Authorization: Basic` (RFC 7617). */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`
}
