/** Go's `path.Clean` for a path with a leading slash, which keeps a trailing slash as `URL.JoinPath` and gorilla/mux do. */
export function cleanGoPath(path: string): string {
  const resolved: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") {
      resolved.pop();
    } else if (segment !== "" && segment !== ".") {
      resolved.push(segment);
    }
  }
  return `/${resolved.join("/")}${path.endsWith("/") && resolved.length > 0 ? "/" : ""}`;
}
