import { dnsLabel } from "../validation/names";
import type { Problem } from "../validation/problem";
import type { NetworkPeerArgs } from "./peer";
import type { NetworkApplicationArgs } from "./settings";

interface CheckedNetwork {
  readonly edge: NetworkPeerArgs;
  readonly keycloak?: NetworkPeerArgs;
  readonly dns?: NetworkPeerArgs;
  readonly applications?: readonly NetworkApplicationArgs[];
}

/** What is wrong with the part of the arguments that people write. */
export function checkNetwork({ applications = [], ...peers }: CheckedNetwork, path: string): Problem[] {
  return [
    ...(["edge", "keycloak", "dns"] as const).flatMap((key) => {
      const peer = peers[key];
      return peer === undefined ? [] : checkPeer(peer, `${path}.${key}`);
    }),
    ...applications.flatMap((application, index) => checkApplication(application, `${path}.applications[${index}]`)),
  ];
}

export function checkPeer({ namespace }: NetworkPeerArgs, path: string): Problem[] {
  return dnsLabel.pattern.test(namespace)
    ? []
    : [{ path: `${path}.namespace`, value: namespace, expected: "the name of a namespace" }];
}

function checkApplication({ name, ...pods }: NetworkApplicationArgs, path: string): Problem[] {
  return [
    ...(dnsLabel.pattern.test(name) ? [] : [{ path: `${path}.name`, value: name, expected: "a DNS label" }]),
    ...checkPods(pods, path),
  ];
}

/** Which pods the edge is let in to. */
export function checkPods({ podLabels, port }: Omit<NetworkApplicationArgs, "name">, path: string): Problem[] {
  const problems: Problem[] = [];
  if (Object.keys(podLabels).length === 0) {
    problems.push({
      path: `${path}.podLabels`,
      value: podLabels,
      expected: "at least one label",
      fix: "without one the edge would reach every pod of the namespace on this port",
    });
  }
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    problems.push({ path: `${path}.port`, value: port, expected: "a port number from 1 to 65535" });
  }
  return problems;
}
