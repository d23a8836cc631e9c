import * as fc from 'fast-check';
import { readCohereUsage } from '../../../src/providers/readings/cohere-usage.ts';
import { readGeminiUsage } from '../../../src/providers/readings/gemini-usage.ts';
import { readOpenAiUsage } from '../../../src/providers/readings/openai-usage.ts';
import { mergeReports, reconcileUsage } from '../../../src/providers/readings/usage-report.ts';
import type { TokenUsage } from '../../../src/providers/contract/measurement.ts';
import { USAGE_SHAPES, type UsageShape } from './usage-shapes.ts';

const READERS = { openai: readOpenAiUsage, gemini: readGeminiUsage, cohere: readCohereUsage };

function reconciled(wire: UsageShape['wire'], usages: readonly unknown[]): TokenUsage | null {
  const report = usages.map(READERS[wire]).reduce(mergeReports, null);
  return report && reconcileUsage(report);
}

describe('what services report of their use', () => {
  it('is known in at least sixty shapes', () => {
    expect(USAGE_SHAPES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(USAGE_SHAPES.map(({ source }) => source)).size).toBe(USAGE_SHAPES.length);
  });

  it.each(USAGE_SHAPES)('$source', ({ wire, usages, is }) => {
    const usage = reconciled(wire, usages);
    const { promptTokens, completionTokens, cachedTokens, reasoningTokens } = usage ?? {};
    const numbers = [promptTokens, completionTokens, cachedTokens, reasoningTokens];
    expect(numbers.map((number) => number ?? null)).toEqual(is);
  });

  it.each(USAGE_SHAPES)('counts it once when it comes twice: $source', ({ wire, usages }) => {
    expect(reconciled(wire, [...usages, ...usages])).toEqual(reconciled(wire, usages));
  });

  it('keeps a total that comes without its parts', () => {
    expect(reconciled('openai', [{ total_tokens: 175 }])).toMatchObject({ totalTokens: 175 });
  });

  it('is whole numbers within their whole, or unknown, whatever a field holds', () => {
    const junk = fc.constantFrom<unknown>(
      null,
      undefined,
      '7',
      -1,
      2 ** 53,
      2 ** 31,
      Number.NaN,
      1.5,
      [],
      {},
      true,
      0,
      7,
    );
    const places = USAGE_SHAPES.flatMap(({ usages }, shape) =>
      usages.flatMap((usage) => pathsOf(usage).map((path) => ({ shape, path }))),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), junk, ({ shape, path }, value) => {
        const { wire, usages } = USAGE_SHAPES[shape] as UsageShape;
        const usage = reconciled(
          wire,
          usages.map((one) => replaced(one, path, value)),
        );
        if (isSound(usage)) return;
        expect(usage).toBe('whole numbers within their whole, or unknown');
      }),
      { numRuns: 5_000 },
    );
  });
});

function isSound(usage: TokenUsage | null): boolean {
  const { promptTokens = null, completionTokens = null, cachedTokens, reasoningTokens } = usage ?? {};
  return (
    Object.values(usage ?? {}).every((count) => count === null || isCount(count)) &&
    promptTokens !== 0 &&
    (cachedTokens ?? 0) <= (promptTokens ?? Infinity) &&
    (reasoningTokens ?? 0) <= (completionTokens ?? Infinity)
  );
}

function isCount(number: unknown): boolean {
  return Number.isSafeInteger(number) && Number(number) >= 0 && Number(number) <= 1_000_000_000;
}

function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsOf(inner).map((rest) => [key, ...rest]),
  ]);
}

function replaced(value: unknown, [key, ...rest]: readonly string[], junk: unknown): unknown {
  if (key === undefined) return junk;
  if (typeof value !== 'object' || value === null || !(key in value)) return value;
  return { ...value, [key]: replaced(Reflect.get(value, key), rest, junk) };
}
