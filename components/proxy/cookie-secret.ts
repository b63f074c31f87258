/**
 * Encodes the cookie secret as oauth2-proxy reads it. It decodes base64url only, and uses a value that it cannot decode as
 * the key itself: standard base64 with a `+` or `/` would be 44 bytes, which is no AES key size, and the proxy would not
 * start. Without either character it works, so the mistake would show on some installations only.
 * @param base64 32 random bytes in standard base64
 * @see https://github.com/oauth2-proxy/oauth2-proxy/blob/v7.15.6/pkg/encryption/utils.go
 */
export function cookieSecretFromBase64(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}
