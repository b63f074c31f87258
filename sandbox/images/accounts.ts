import type { LayerEntry } from "./layer.js";

/** Users of the containers. Programs look up their own name and home, and some of them fail without an entry. */
const users: Readonly<Record<string, number>> = {
  root: 0,
  app: 1000,
  "oauth2-proxy": 2000,
  nonroot: 65532,
  nobody: 65534,
};

/** What a program expects on an otherwise empty file system: accounts, and folders for temporary files and CAs. */
export const emptyBase: readonly LayerEntry[] = [
  { type: "directory", path: "/etc" },
  {
    type: "text",
    path: "/etc/passwd",
    content: Object.entries(users)
      .map(([name, id]) => `${name}:x:${id}:${id}::/:/sbin/nologin\n`)
      .join(""),
  },
  {
    type: "text",
    path: "/etc/group",
    content: Object.entries(users)
      .map(([name, id]) => `${name}:x:${id}:\n`)
      .join(""),
  },
  // Without it glibc queries DNS before it reads /etc/hosts.
  { type: "text", path: "/etc/nsswitch.conf", content: "hosts: files dns\n" },
  { type: "directory", path: "/etc/ssl" },
  { type: "directory", path: "/etc/ssl/certs" },
  { type: "directory", path: "/tmp", mode: 0o1777 },
];
