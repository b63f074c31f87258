/**
 * An example of the platform on which `monitoring-sso` is installed, as a platform team would maintain it: everything that
 * the product takes as an input. It is a separate program, because the product must not depend on how its platform is made.
 */
import { Certificates } from "./certificates";
import { ClusterDns } from "./cluster-dns";
import { CustomResourceDefinitions } from "./custom-resource-definitions";
import { Edge } from "./edge";
import { Keycloak } from "./keycloak";
import { readSettings } from "./settings";

const settings = readSettings();
const hosts = [...Object.values(settings.hosts), ...settings.applicationHosts];

const definitions = new CustomResourceDefinitions("definitions", {
  folder: settings.crdsFolder,
  sources: ["traefik", "gateway-api"],
});
const certificates = new Certificates("certificates", { hosts });
const dns = new ClusterDns("dns", { image: settings.images.coredns, hosts });
new Edge(
  "edge",
  {
    image: settings.images.traefik,
    certificate: certificates.leaf,
    publicAddress: settings.publicAddress,
  },
  { dependsOn: [definitions, dns] },
);
const keycloak = new Keycloak(
  "keycloak",
  { image: settings.images.keycloak, host: settings.hosts.keycloak, rootCaPem: certificates.rootCaPem },
  { dependsOn: [definitions] },
);

export const rootCaPem = certificates.rootCaPem;
export const keycloakUrl = keycloak.url;
export const keycloakAdminUsername = keycloak.adminUsername;
export const keycloakAdminPassword = keycloak.adminPassword;
