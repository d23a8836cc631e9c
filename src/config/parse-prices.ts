import * as v from 'valibot';
import type { PriceOverride } from './config.ts';

const amount = v.pipe(
  v.number('must be a number'),
  v.minValue(0, 'must not be negative'),
  v.maxValue(1_000_000, 'is too large'),
);
const price = v.strictObject(
  { input: amount, output: amount, cached: v.optional(amount) },
  'must have input and output, may have cached, and nothing else',
);
const model = v.pipe(
  v.string(),
  v.regex(/^(groq|gemini|cerebras|cohere)\/.+$/, 'must be like groq/openai/gpt-oss-120b'),
);
const prices = v.record(model, price, 'must be an object of prices by provider/model');

/** The prices in a `PRICES_FILE`. Throws an error that names the line of the first mistake. */
export function parsePrices(text: string): Record<string, PriceOverride> {
  const result = v.safeParse(prices, parseJson(text));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = (issue.path ?? []).map((item) => String(item.key));
  const where = path[0] === undefined ? '' : `line ${lineOf(text, path)}: ${path.join(' → ')} `;
  throw new Error(`${where}${issue.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const line = position ? `line ${text.slice(0, Number(position)).split('\n').length}: ` : '';
    throw new Error(`${line}not valid JSON`, { cause: error });
  }
}

/** The line on which the last key of `path` stands; where it is missing, the line of what should hold it. */
function lineOf(text: string, path: readonly string[]): number {
  let position = 0;
  for (const key of path) {
    const found = text.indexOf(JSON.stringify(key), position);
    const end = position === 0 ? -1 : text.indexOf('}', position);
    if (found >= 0 && (end < 0 || found < end)) position = found;
  }
  return text.slice(0, position).split('\n').length;
}
