import { createSign, generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Claims of a token, besides its issuer and its lifespan. */
export type Claims = Readonly<Record<string, unknown>>;

/** An issuer with the endpoints that oauth2-proxy requests: discovery and keys to validate tokens, and one that issues them. */
export interface FakeIssuer {
  readonly url: string;
  token(claims: Claims): string;
  /** Sets the claims of the tokens that the token endpoint issues from now on, whatever the request. */
  issue(claims: Claims): void;
  readonly server: Server;
}

export async function startFakeIssuer(): Promise<FakeIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  let issued: Claims = {};
  const bodyOf = (path?: string): object => {
    if (path === "/keys") {
      return { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }] };
    }
    return path === "/token"
      ? { token_type: "Bearer", expires_in: 300, access_token: token(issued), id_token: token(issued) }
      : discovery(url());
  };
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(bodyOf(request.url)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const token = (claims: Claims): string => {
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: url(), aud: "oauth2-proxy", iat: now, exp: now + 300, sub: "1", ...claims };
    const signed = [{ alg: "RS256", typ: "JWT", kid: "1" }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey).toString("base64url")}`;
  };
  return { url: url(), token, issue: (claims) => (issued = claims), server };
}

function discovery(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    userinfo_endpoint: `${issuer}/userinfo`,
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}
