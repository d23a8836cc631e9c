import { editDistance } from './files/edit-distance.ts';

/** Shorter names are near to many a word. */
const SHORTEST = 4;
/** From this length on, two mistakes still leave a name that is meant. */
const LONG = 8;

/**
 * TEST_DATABASE_URL is for tests and benchmarks, and not all that OpenTelemetry names concerns us; a number at the end is
 * how other programs have two of a kind.
 */
const OF_OTHERS = /^(TEST|OTEL)_|\d$/;

/** A sentence for each variable whose name is nearly that of a setting. */
export function nearNames(
  environment: Readonly<Record<string, string | undefined>>,
  known: ReadonlySet<string>,
): string[] {
  const isSet = (name: string) => Boolean(environment[name]?.trim());
  return Object.keys(environment)
    .filter((name) => !known.has(name) && isSet(name) && !OF_OTHERS.test(name))
    .flatMap((name) => {
      const meant =
        nearest(name, known) ??
        withOtherWords(
          name,
          [...known].filter((one) => !isSet(one)),
        );
      return meant === null ? [] : [`${name} is not a setting: did you mean ${meant}?`];
    });
}

function nearest(name: string, known: ReadonlySet<string>): string | null {
  if (name.length < SHORTEST) return null;
  const distances = [...known].map((one) => ({ one, distance: editDistance(name.toUpperCase(), one) }));
  const [best] = distances.toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= (best.one.length >= LONG ? 2 : 1) ? best.one : null;
}

/** `GROQ_KEY` and `TELEGRAM_BOT_TOKEN`: a word is missing, or one too many. */
function withOtherWords(name: string, unset: readonly string[]): string | null {
  const words = name.toUpperCase().split('_');
  const isNear = (one: string) => {
    const meant = one.split('_');
    const [fewer, more] = words.length < meant.length ? [words, meant] : [meant, words];
    return (
      fewer.length >= 2 && more.length - fewer.length === 1 && fewer.every((word) => more.includes(word))
    );
  };
  const meant = unset.filter(isNear);
  return meant.length === 1 ? (meant[0] ?? null) : null;
}
