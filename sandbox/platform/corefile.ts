export interface CorefileSettings {
  /** Names that resolve to the edge. */
  readonly hosts: readonly string[];
  /** Name of the edge's Service. */
  readonly edge: string;
  readonly port: number;
}

/**
 * Configuration of CoreDNS: the cluster's names, the public hosts as aliases of the edge's Service, and nothing else. There
 * is no upstream resolver, so that no test depends on a network; and no cache, because CoreDNS keeps all Services in memory,
 * and an answer that is half a minute old is wrong for a stack that was just destroyed and deployed again.
 */
export function corefile({ hosts, edge, port }: CorefileSettings): string {
  const aliases = hosts.map((host) => `  rewrite stop {\n    name exact ${host} ${edge} answer auto\n  }`).join("\n");
  return `cluster.local:${port} in-addr.arpa:${port} {
  errors
  health
  ready
  kubernetes cluster.local in-addr.arpa {
    pods insecure
    ttl 1
  }
  prometheus :9153
  loop
  reload
}
localhost:${port} {
  errors
${aliases}
  kubernetes cluster.local
  template ANY ANY localhost {
    rcode NXDOMAIN
  }
}
.:${port} {
  errors
  template ANY ANY . {
    rcode NXDOMAIN
  }
}
`;
}
