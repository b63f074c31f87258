/** The least that a program with the product's providers can do: configure each of them. */
import * as keycloak from "@pulumi/keycloak";
import * as kubernetes from "@pulumi/kubernetes";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";

new kubernetes.Provider("cluster");
// Address and account come from the environment, as for the product.
new keycloak.Provider("keycloak", { clientId: "admin-cli", clientTimeout: 30, initialLogin: true });
new random.Provider("random");
new tls.Provider("tls");
