/**
 * The word that was probably meant, or `undefined` when none is near. Near means: at most a third of its letters differ,
 * or one contains the other (`hosts`, `ingress` for `ingressNginx`).
 */
export function closestWord(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(lower, candidate.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
  const best = ranked[0];
  if (best !== undefined && best.distance <= Math.max(1, Math.floor(best.candidate.length / 3))) {
    return best.candidate;
  }
  return candidates.find((candidate) => lower.length > 2 && contains(candidate.toLowerCase(), lower));
}

function contains(left: string, right: string): boolean {
  return left.includes(right) || right.includes(left);
}

/** Levenshtein distance: how many letters must be added, removed or changed. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const changed = left[row - 1] === right[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] ?? Infinity) + 1,
          (current[column - 1] ?? Infinity) + 1,
          (previous[column - 1] ?? Infinity) + changed,
        ),
      );
    }
    previous = current;
  }
  return previous[right.length] ?? Infinity;
}
