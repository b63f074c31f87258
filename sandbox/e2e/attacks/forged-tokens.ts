import { createHmac, generateKeyPairSync, sign } from "node:crypto";

/** Tokens that anybody can write who has seen a good one; nobody who has not the realm's key can make a better one. */

/** The claims, as they are, without a signature. */
export function unsignedToken(good: string): string {
  return `${encoded({ alg: "none", typ: "JWT" })}.${partsOf(good).claims}.`;
}

/** Header and claims, as they are, signed by a key that is not the realm's. */
export function strangelySignedToken(good: string): string {
  const { header, claims } = partsOf(good);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signature = sign("sha256", Buffer.from(`${header}.${claims}`), privateKey);
  return `${header}.${claims}.${signature.toString("base64url")}`;
}

/**
 * Signed with what everybody knows, the realm's public key, as if it were a password: a verifier that believes the
 * token's own `alg` takes it (RFC 8725, section 2.1).
 * @param publicKeyPem the key, as the realm publishes it
 */
export function publicKeySignedToken(good: string, publicKeyPem: string): string {
  const { claims } = partsOf(good);
  const signed = `${encoded({ alg: "HS256", typ: "JWT" })}.${claims}`;
  return `${signed}.${createHmac("sha256", publicKeyPem).update(signed).digest("base64url")}`;
}

/** Other claims under the signature of the good ones. */
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
