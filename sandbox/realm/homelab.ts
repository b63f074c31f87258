import type * as keycloak from "@pulumi/keycloak";

/** A realm with Keycloak's default lifespans, against which the product checks its own. */
export const homelab: keycloak.RealmArgs = {
  realm: "homelab",
  displayName: "Homelab",
  enabled: true,
  registrationAllowed: false,
  loginWithEmailAllowed: true,
  sslRequired: "all",
  passwordPolicy: "length(12) and notUsername",
  accessTokenLifespan: "5m0s",
  ssoSessionIdleTimeout: "30m0s",
  ssoSessionMaxLifespan: "10h0m0s",
  securityDefenses: {
    bruteForceDetection: {
      permanentLockout: false,
      maxLoginFailures: 10,
      waitIncrementSeconds: 60,
      maxFailureWaitSeconds: 900,
      failureResetTimeSeconds: 43200,
    },
  },
};
