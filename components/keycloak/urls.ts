import { checkText } from "../validation/check";
import { type Keys, ownKeys } from "../validation/keys";
import { hasForm, type TextForm } from "../validation/names";
import type { Problem } from "../validation/problem";
import { keycloakUrl as keycloakUrlForm } from "./defaults";

/** Endpoints of a realm (OpenID Connect Discovery 1.0). Plain values: they shape the proxy's configuration file. */
export interface RealmUrls {
  /** `iss` of every token of the realm; discovery starts here. */
  readonly issuerUrl: string;
  /** Where a browser signs in. */
  readonly authorizationUrl: string;
  /** Where a browser ends its Keycloak session (OpenID Connect RP-Initiated Logout 1.0). */
  readonly endSessionUrl: string;
  /** Where a client gets its tokens. */
  readonly tokenUrl: string;
  /** Where a client reads the claims of the user. */
  readonly userInfoUrl: string;
}

/** @param keycloakUrl public URL of Keycloak, without a trailing slash */
export function realmUrls(keycloakUrl: string, realm: string): RealmUrls {
  return issuerUrls(`${keycloakUrl}/realms/${realm}`);
}

/** The endpoints of the realm with this issuer. */
export function issuerUrls(issuerUrl: string): RealmUrls {
  const endpoints = `${issuerUrl}/protocol/openid-connect`;
  return {
    issuerUrl,
    authorizationUrl: `${endpoints}/auth`,
    endSessionUrl: `${endpoints}/logout`,
    tokenUrl: `${endpoints}/token`,
    userInfoUrl: `${endpoints}/userinfo`,
  };
}

/** The arguments that name a realm. */
export interface RealmAddress {
  keycloakUrl: string;
  realm: string;
}

/** Name of a realm: part of URLs and import ids without escaping, so it must not be `..`. */
export const realmName: TextForm = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9._~-]*$/,
  expected: "a realm name of letters, digits, '.', '_', '~' and '-'",
};

/** Reports a URL that is not plain https, and a realm name that would need escaping. */
export function checkRealm({ keycloakUrl, realm }: RealmAddress, keys: Keys<RealmAddress> = ownKeys): Problem[] {
  const url: Problem = {
    path: keys("keycloakUrl"),
    value: withoutCredentials(keycloakUrl),
    expected: keycloakUrlForm.expected,
    fix: 'use the URL that browsers use, such as "https://keycloak.example.com"',
  };
  return [...(hasForm(keycloakUrl, keycloakUrlForm) ? [] : [url]), ...checkText(realm, realmName, keys("realm"))];
}

/** An error message must not repeat a password that was put into a URL. */
function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/]*@/, "//…@");
}
