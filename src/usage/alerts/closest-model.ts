/** Fewer letters in common are chance. */
const LEAST = 5;

/**
 * The offered model whose name is most like that of one that is gone, of those that are not configured anyway: `null`
 * when none is like it. Of several the last by name, which is most often the newest.
 */
export function closestModel(
  gone: string,
  offered: readonly string[],
  configured: readonly string[],
): string | null {
  const others = offered.filter((model) => model !== gone && !configured.includes(model));
  const scored = others.map((model) => ({ model, score: commonLetters(model, gone) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  if (best < LEAST) return null;
  const closest = scored.filter(({ score }) => score === best).map(({ model }) => model);
  return closest.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? null;
}

/** How many letters two names begin with alike, beside the vendor that both may name. */
function commonLetters(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => name.slice(name.lastIndexOf('/') + 1).toLowerCase());
  let length = 0;
  while (length < Math.min(a?.length ?? 0, b?.length ?? 0) && a?.[length] === b?.[length]) length++;
  return length;
}
