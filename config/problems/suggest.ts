import { distance } from "fastest-levenshtein";

/**
 * The word that the user probably meant, or `undefined` when none is near. Near means: at most a third of its letters
 * differ, or one contains the other (`hosts`, `ingress` for `ingressNginx`).
 */
export function closestWord(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const [best] = candidates
    .map((candidate) => ({ candidate, edits: distance(lower, candidate.toLowerCase()) }))
    .sort((left, right) => left.edits - right.edits);
  if (best !== undefined && best.edits <= Math.max(1, Math.floor(best.candidate.length / 3))) {
    return best.candidate;
  }
  return candidates.find((candidate) => lower.length > 2 && contains(candidate.toLowerCase(), lower));
}

function contains(left: string, right: string): boolean {
  return left.includes(right) || right.includes(left);
}
