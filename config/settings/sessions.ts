import { configurationText } from "../../components/sessions/defaults";
import { caKey } from "../../components/tls/defaults";
import { atMostOneOf, block, requireOne } from "../fields/block";
import { objectName, redissUrl, secretKey } from "../fields/formats";
import { listOf } from "../fields/lists";
import { textOf } from "../fields/texts";
import { rotation } from "./rotation";
import { storage } from "./storage";

const url = redissUrl("rediss://redis.example.com:6379");

const passwordSecret = block({
  name: objectName("redis-credentials").meta({ description: "Name of a Secret in the stack's namespace." }),
  key: secretKey("password").meta({ description: "Key within the Secret." }),
});

const caSecret = block({
  name: objectName("redis-ca").meta({ description: "Name of a Secret in the stack's namespace." }),
  key: secretKey(caKey).meta({ description: "Key within the Secret.", default: caKey }).optional(),
});

const topologies = {
  standalone: block({ url: url.meta({ description: "URL, optionally with a database number as path." }) })
    .meta({ description: "One server, or a service that behaves like one." })
    .optional(),
  sentinel: block({
    masterName: textOf(configurationText, { example: "mymaster" }).meta({
      description: "Name of the primary in the sentinels' configuration.",
    }),
    urls: listOf(url).meta({
      description: "URLs of all sentinels. Every certificate is verified against the host of the last one.",
    }),
    passwordSecret: passwordSecret
      .meta({ description: "Password of the sentinels themselves.", defaultText: "none" })
      .optional(),
  })
    .meta({ description: "Servers that Redis Sentinel monitors." })
    .optional(),
  cluster: block({
    urls: listOf(url).meta({
      description: "URLs of some nodes. Every certificate is verified against the host of the last one.",
    }),
  })
    .meta({ description: "A Redis Cluster." })
    .optional(),
};

const external = requireOne(
  block({
    ...topologies,
    username: textOf(configurationText, { example: "oauth2-proxy" })
      .meta({ description: "ACL user.", defaultText: "the default user" })
      .optional(),
    passwordSecret: passwordSecret.meta({ description: "Password of the server." }),
    caSecret: caSecret
      .meta({ description: "CA of the server's certificate, as PEM.", defaultText: "the system's CA certificates" })
      .optional(),
    rotation: rotation("Change it with the password: the proxies then restart and read it again.").optional(),
  }),
  ["standalone", "sentinel", "cluster"],
);

const valkey = block({
  storage: storage("1Gi", "Size of the volume.")
    .meta({
      description: "Volume that keeps sessions over a restart of Valkey.",
      defaultText: "in memory: a restart costs every user one silent redirect through Keycloak",
    })
    .optional(),
  rotation: rotation("Changing it generates a new password.").optional(),
});

/** Where sessions are stored. */
export const sessions = atMostOneOf({
  valkey: valkey.meta({ description: "Valkey in the stack's namespace, with a password and TLS." }).optional(),
  external: external
    .meta({
      description:
        "An existing server with the Redis protocol, over TLS. Exactly one of `standalone`, `sentinel` and `cluster`.",
    })
    .optional(),
  cookie: block({})
    .meta({
      description:
        "Encrypted in the browser's cookies, behind ingress-nginx or with `proxy.mode: reverse-proxy`: other edges return no refreshed cookie. For the smallest set-ups: the cookies are large, and a stolen copy works until it expires.",
    })
    .optional(),
});
