import { createHmac, generateKeyPairSync, sign } from "node:crypto";

/** Tokens that a client can write once it has seen a valid one, without the realm's private key. */

/** The unchanged claims, without a signature. */
export function unsignedToken(good: string): string {
  return `${encoded({ alg: "none", typ: "JWT" })}.${partsOf(good).claims}.`;
}

/** Unchanged header and claims, signed by another key than the realm's. */
export function foreignKeySignedToken(good: string): string {
  const { header, claims } = partsOf(good);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signature = sign("sha256", Buffer.from(`${header}.${claims}`), privateKey);
  return `${header}.${claims}.${signature.toString("base64url")}`;
}

/**
 * Signed with the realm's public key as an HMAC secret: a verifier that trusts the token's own `alg` accepts it (RFC 8725,
 * section 2.1).
 * @param publicKeyPem the key as the realm publishes it
 */
export function publicKeySignedToken(good: string, publicKeyPem: string): string {
  const { claims } = partsOf(good);
  const signed = `${encoded({ alg: "HS256", typ: "JWT" })}.${claims}`;
  return `${signed}.${createHmac("sha256", publicKeyPem).update(signed).digest("base64url")}`;
}

/** Changed claims under the signature of the original ones. */
export function alteredToken(good: string, changes: Readonly<Record<string, unknown>>): string {
  const { header, claims, signature } = partsOf(good);
  const original = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as Record<string, unknown>;
  return `${header}.${encoded({ ...original, ...changes })}.${signature}`;
}

function partsOf(token: string): { header: string; claims: string; signature: string } {
  const [header = "", claims = "", signature = ""] = token.split(".");
  return { header, claims, signature };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
