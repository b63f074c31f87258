import assert from "node:assert/strict";
import { it } from "node:test";
import type { HttpSession } from "../../http/http-session.js";
import type { SandboxFixture } from "../stacks/use-sandbox.js";
import {
  alertsPath,
  createSilence,
  graphPage,
  json,
  postedQuery,
  prometheusQuery,
  silencesPath,
} from "../users/requests.js";

/** What each role of the split profile allows. */
export function roleScenario(sandbox: SandboxFixture): void {
  it("lets a viewer read pages, and query with GET and POST", async () => {
    const viewer = sandbox.as("viewer");
    assert.equal((await viewer.send(sandbox.url(graphPage))).status, 200);
    assert.equal((await viewer.send(sandbox.url(prometheusQuery))).status, 200);
    assert.equal((await viewer.send(sandbox.url("/prometheus/api/v1/query"), postedQuery)).status, 200);
    assert.equal((await viewer.send(sandbox.url(alertsPath), { headers: json })).status, 200);
  });

  it("lets only an editor create and expire silences", async () => {
    const silence = (session: HttpSession) => session.send(sandbox.url(silencesPath), createSilence());
    assert.equal((await silence(sandbox.as("viewer"))).status, 403);
    const created = await silence(sandbox.as("editor"));
    assert.equal(created.status, 200, created.body);
    const { silenceID } = JSON.parse(created.body) as { silenceID: string };
    const expire = (session: HttpSession) =>
      session.send(sandbox.url(`/alertmanager/api/v2/silence/${silenceID}`), { method: "DELETE", headers: json });
    assert.equal((await expire(sandbox.as("viewer"))).status, 403);
    assert.equal((await expire(sandbox.as("editor"))).status, 200);
  });

  it("lets no user post alerts", async () => {
    for (const user of ["viewer", "editor", "admin"] as const) {
      const answer = await sandbox.as(user).send(sandbox.url(alertsPath), {
        method: "POST",
        headers: json,
        body: JSON.stringify([{ labels: { alertname: "Forged" } }]),
      });
      assert.equal(answer.status, 403, user);
    }
  });
}
