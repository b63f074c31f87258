import { parse, type SemVer } from "semver";
import type { Answer, Pin, Verdict } from "./pin";

/** A Go version that names a commit: no release is older or newer than it. */
const commitVersion = /[-.]\d{14}-[0-9a-f]{12}$/;

/** Compares a pin with the versions that its source publishes. */
export function judge(pin: Pin, answer: Answer): Verdict {
  if (commitVersion.test(pin.version)) {
    return unknown("pinned to a commit, which compares with no release");
  }
  if ("notAsked" in answer) {
    return unknown(`not asked: ${answer.notAsked}`);
  }
  const pinned = parse(pin.version);
  if (pinned === null) {
    return unknown("not a semantic version");
  }
  const releases = answer.versions.map((version) => parse(version)).filter((release) => release !== null);
  return compare(
    pin,
    pinned,
    releases.filter((release) => kindOf(release) === kindOf(pinned)),
  );
}

function compare(pin: Pin, pinned: SemVer, releases: readonly SemVer[]): Verdict {
  const patch = newestOf(releases.filter(({ major, minor }) => major === pinned.major && minor === pinned.minor));
  const newest = newestOf(releases);
  if (patch === undefined || newest === undefined || patch.compare(pinned) < 0) {
    const reason = `the source's list is incomplete: it lacks ${pin.version}`;
    return newest !== undefined && newest.compare(pinned) > 0
      ? { status: "unknown", reason, newest: newest.raw }
      : unknown(reason);
  }
  if (patch.compare(pinned) > 0) {
    return { status: pin.held === undefined ? "behind" : "held", patch: patch.raw, newest: newest.raw };
  }
  return newest.compare(pinned) > 0 ? { status: "newer", patch: patch.raw, newest: newest.raw } : { status: "current" };
}

/** "" for a release, "k3s#" for `v2.6.3-k3s1`, "rc.#" for a candidate: versions compare within one kind only. */
function kindOf({ prerelease }: SemVer): string {
  return prerelease.join(".").replace(/\d+$/, "#");
}

function newestOf(versions: readonly SemVer[]): SemVer | undefined {
  return [...versions].sort((left, right) => right.compare(left))[0];
}

function unknown(reason: string): Verdict {
  return { status: "unknown", reason };
}
