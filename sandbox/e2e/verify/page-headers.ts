import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { HttpAnswer } from "../../http/http-session.js";

/** A page of the proxy, wherever it is shown: no framing, no caching, and a policy that allows only its own script. */
export function expectPageHeaders({ status, headers, body, url }: HttpAnswer, expected: number): void {
  assert.equal(status, expected, url);
  assert.deepEqual(
    {
      policy: headers["content-security-policy"],
      frames: headers["x-frame-options"],
      types: headers["x-content-type-options"],
      referrer: headers["referrer-policy"],
      cache: headers["cache-control"],
    },
    {
      policy: "frame-ancestors 'none'",
      frames: "DENY",
      types: "nosniff",
      referrer: "no-referrer",
      cache: "no-store",
    },
    url,
  );
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(body)?.[1]?.split("; ") ?? [];
  assert.ok(policy.includes("default-src 'none'"), body.slice(0, 500));
  // As received: a template or a compressor on the way could have changed the text.
  for (const [, name, text = ""] of body.matchAll(/<(style|script)>([^]*?)<\/\1>/g)) {
    assert.ok(policy.includes(`${name}-src 'sha256-${createHash("sha256").update(text).digest("base64")}'`), name);
  }
}

/** An answer of an application: framing by its own host only. */
export function expectApplicationHeaders({ status, headers, url }: HttpAnswer): void {
  assert.deepEqual(
    [status, headers["x-frame-options"], headers["x-content-type-options"]],
    [200, "SAMEORIGIN", "nosniff"],
    url,
  );
}
