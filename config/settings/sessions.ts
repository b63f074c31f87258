import { block, exactlyOne, requireOne } from "../fields/block";
import { listOf } from "../fields/scalars";
import { objectName, quantity, redissUrl } from "../fields/formats";
import { text } from "../fields/text";

const rotation = text("2026-01").meta({
  description: "Any text; change it with the password, so that the proxies read it anew.",
  default: "1",
});

const passwordSecret = block({
  name: objectName("redis-credentials").meta({ description: "Name of a Secret in the stack's namespace." }),
  key: text("password").meta({ description: "Key within the Secret." }),
});

const caSecret = block({
  name: objectName("redis-ca").meta({ description: "Name of a Secret in the stack's namespace." }),
  key: text("ca.crt").meta({ description: "Key within the Secret.", default: "ca.crt" }).optional(),
});

const topologies = {
  standalone: block({ url: redissUrl().meta({ description: "Address, optionally with a database number as path." }) })
    .meta({ description: "One server, or a service that looks like one." })
    .optional(),
  sentinel: block({
    masterName: text("mymaster").meta({ description: "Name under which the sentinels know the primary." }),
    urls: listOf(redissUrl()).meta({
      description: "Every sentinel. All certificates are checked against the host of the last one.",
    }),
    passwordSecret: passwordSecret.meta({ description: "Password of the sentinels themselves." }).optional(),
  })
    .meta({ description: "Servers that sentinels watch over." })
    .optional(),
  cluster: block({
    urls: listOf(redissUrl()).meta({
      description: "Some nodes. All certificates are checked against the host of the last one.",
    }),
  })
    .meta({ description: "A Redis Cluster." })
    .optional(),
};

const external = requireOne(
  block({
    ...topologies,
    username: text("oauth2-proxy").meta({ description: "ACL user; without it, the default user." }).optional(),
    passwordSecret: passwordSecret.meta({ description: "Where the password is." }),
    caSecret: caSecret
      .meta({ description: "Authority of the server's certificate, as PEM; without it, the system's roots." })
      .optional(),
    rotation: rotation.optional(),
  }),
  ["standalone", "sentinel", "cluster"],
);

const valkey = block({
  storage: block({
    size: quantity("1Gi").meta({ description: "Size of the volume." }),
    storageClassName: objectName("fast")
      .meta({ description: "Storage class; without it, the cluster's default." })
      .optional(),
  })
    .meta({
      description:
        "Keeps sessions over a restart; without it, a restart costs everybody one silent redirect through Keycloak.",
    })
    .optional(),
  rotation: text("2026-01")
    .meta({ description: "Any text; another one makes a new password.", default: "1" })
    .optional(),
});

/** Where sign-ins are kept. */
export const sessions = exactlyOne({
  valkey: valkey.meta({ description: "Valkey in the stack's namespace, with a password and TLS." }).optional(),
  external: external
    .meta({
      description:
        "A server with the Redis protocol that exists: one of `standalone`, `sentinel`, `cluster`. TLS only.",
    })
    .optional(),
  cookie: block({})
    .meta({
      description:
        "In the browser, encrypted. For the smallest set-ups: large cookies, and a stolen copy works until it expires.",
    })
    .optional(),
});
