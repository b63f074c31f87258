/**
 * The cookie secret as oauth2-proxy reads it: it decodes base64url only, and takes a value that does not decode for
 * the key itself. Standard base64 with a `+` or `/` would then be 44 bytes, which is no AES key size: it would not
 * start. Without either it works, so the mistake shows on some installations only.
 * @param base64 32 random bytes in standard base64
 * @see https://github.com/oauth2-proxy/oauth2-proxy/blob/v7.15.4/pkg/encryption/utils.go
 */
export function cookieSecretFromBase64(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}
