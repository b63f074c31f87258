import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isNews } from "../../../commands/steps/pulumi-news.js";

describe("isNews", () => {
  for (const line of [
    " +  kubernetes:core/v1:Namespace monitoring-sso-namespace created (0.02s) ",
    " ~  kubernetes:core/v1:ConfigMap pages updated (0.1s) [diff: ~data]",
    "waiting for Keycloak behind the edge",
  ]) {
    it(`shows "${line.trim()}"`, () => assert.ok(isNews(line)));
  }

  for (const line of [
    " +  kubernetes:core/v1:Namespace monitoring-sso-namespace creating (0s) ",
    "    kubernetes:core/v1:Namespace monitoring-sso-namespace  ",
    "Resources:",
    "    83 unchanged",
  ]) {
    it(`hides "${line.trim()}"`, () => assert.ok(!isNews(line)));
  }
});
