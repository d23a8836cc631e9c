import * as v from 'valibot';
import { isDay } from '../../foundation/day.ts';
import { BUILT_IN_PROVIDERS, type PriceOverrides } from '../config.ts';
import { isInJson, jsonLine, parseJson, repeatedKeys } from './json-line.ts';

const amount = v.pipe(
  v.number('must be a number'),
  v.minValue(0, 'must not be negative'),
  v.maxValue(1_000_000, 'is too large'),
);
const day = v.pipe(
  v.string('must be a day such as "2026-01-01"'),
  v.check(isDay, 'must be a day such as "2026-01-01"'),
);
const tokens = { input: amount, output: amount, cached: v.optional(amount), reasoning: v.optional(amount) };
const audio = { audioHour: amount };

const tokensWanted = 'must have input and output, may have cached and reasoning, and nothing else';
const audioWanted = 'must have audioHour and nothing else';
const price = v.lazy((input) =>
  isAudio(input) ? v.strictObject(audio, audioWanted) : v.strictObject(tokens, tokensWanted),
);
const datedPrice = v.lazy((input) =>
  isAudio(input)
    ? v.strictObject({ from: day, ...audio }, `${audioWanted} but from`)
    : v.strictObject({ from: day, ...tokens }, `in a list ${tokensWanted} but from`),
);
const datedPrices = v.pipe(
  v.array(datedPrice),
  v.minLength(1, 'must hold a price'),
  v.checkItems(
    ({ from }, index, all) => index === 0 || (all[index - 1]?.from ?? '') <= from,
    'must not begin before the price above it: add a new price at the end of the list',
  ),
);
const wanted = 'must be an object of prices by provider/model';

/** `ids`: every provider that a price may be for; `null` accepts any. */
function pricesOf(ids: readonly string[] | null) {
  const model = v.pipe(
    v.string(),
    v.check(
      (text) => isModel(text, ids),
      `must be like groq/openai/gpt-oss-120b${ids ? `, its provider one of ${ids.join(', ')}` : ''}`,
    ),
  );
  return v.pipe(
    // valibot accepts a list as a record.
    v.custom<Record<string, unknown>>((input) => !Array.isArray(input), wanted),
    v.record(
      model,
      v.lazy((input) => (Array.isArray(input) ? datedPrices : price)),
      wanted,
    ),
  );
}

function isModel(text: string, ids: readonly string[] | null): boolean {
  const [, provider = ''] = /^([^/]+)\/./s.exec(text) ?? [];
  return ids === null ? provider !== '' : ids.includes(provider);
}

/**
 * Parses a `PRICES_FILE` for the providers with these ids; `null` accepts any. Throws an error that names the line of
 * the first mistake.
 */
export function parsePrices(
  text: string,
  ids: readonly string[] | null = BUILT_IN_PROVIDERS,
): PriceOverrides {
  // Some editors start a file with a byte order mark, which is not JSON.
  const plain = text.replace(/^\uFEFF/, '');
  const result = v.safeParse(pricesOf(ids), parseJson(plain));
  if (result.success) return expectEachOnce(plain, result.output);
  const issues = result.issues.map((issue) => ({
    message: issue.message,
    path: (issue.path ?? []).map((item) => String(item.key)),
  }));
  // A misspelt key also counts as a missing one; its own line tells more.
  const { message, path } = issues.find((issue) => isInJson(text, issue.path)) ?? issues[0]!;
  const where = path[0] === undefined ? '' : `line ${jsonLine(text, path)}: ${path.join(' → ')} `;
  throw new Error(`${where}${message}`);
}

// JSON silently keeps the last of two equal keys, and only the operator knows which one is right.
function expectEachOnce(text: string, found: PriceOverrides): PriceOverrides {
  const [twice] = repeatedKeys(text);
  if (twice) throw new Error(`line ${twice.line}: ${twice.path.join(' → ')} is repeated`);
  return found;
}

function isAudio(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'audioHour' in input;
}
