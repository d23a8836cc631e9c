import { z } from 'zod';
import type { PriceOverride } from './config.ts';

const amount = z
  .number('must be a number')
  .nonnegative('must not be negative')
  .max(1_000_000, 'is too large');
const price = z.strictObject({ input: amount, output: amount, cached: amount.optional() });
const model = /^(groq|gemini|cerebras|cohere)\/.+$/;

/** The prices in a `PRICES_FILE`. Throws an error that names the line of the first mistake. */
export function parsePrices(text: string): Record<string, PriceOverride> {
  const parsed: unknown = parseJson(text);
  const result = z
    .record(z.string().regex(model, 'must be like groq/openai/gpt-oss-120b'), price)
    .safeParse(parsed);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = (issue?.path ?? []).map(String);
  const where = path[0] === undefined ? '' : `line ${lineOf(text, path)}: ${path.join(' → ')} `;
  throw new Error(`${where}${issue?.message ?? 'is not a list of prices'}`);
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

/** The line on which the last key of `path` stands, looked for after each key before it. */
function lineOf(text: string, path: readonly string[]): number {
  let position = 0;
  for (const key of path) {
    const found = text.indexOf(JSON.stringify(key), position);
    if (found >= 0) position = found;
  }
  return text.slice(0, position).split('\n').length;
}
