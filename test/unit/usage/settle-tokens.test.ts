import {
  unmeasured,
  type Measurement,
  type TokenUsage,
} from '../../../src/providers/contract/measurement.ts';
import { settleTokens } from '../../../src/usage/ledger/settle-tokens.ts';

const BOOKED = { estimatedPromptTokens: 40 };
/** One hundred estimated tokens each. */
const TEXT = 'four'.repeat(100);
const THOUGHTS = 'hmm!'.repeat(100);

function usage(
  promptTokens: number | null,
  completionTokens: number | null,
  more: Partial<TokenUsage> = {},
): TokenUsage {
  return { promptTokens, completionTokens, cachedTokens: null, reasoningTokens: null, ...more };
}

function settle(measurement: Partial<Measurement>, status = 'ok') {
  const { promptTokens, completionTokens, reasoningTokens, estimated } = settleTokens(
    BOOKED,
    { ...unmeasured, ...measurement },
    status,
  );
  return [promptTokens, completionTokens, reasoningTokens, estimated ? 'estimated' : 'measured'];
}

describe('the tokens that a request is booked with', () => {
  it.each<[what: string, measurement: Partial<Measurement>, status: string, booked: unknown[]]>([
    [
      'measured',
      { usage: usage(20, 7), receivedText: TEXT, hasEnded: true },
      'ok',
      [20, 7, null, 'measured'],
    ],
    [
      'reasoning measured',
      {
        usage: usage(20, 107, { reasoningTokens: 100 }),
        receivedText: TEXT,
        receivedReasoning: THOUGHTS,
        hasEnded: true,
      },
      'ok',
      [20, 107, 100, 'measured'],
    ],
    ['not counted at all', { receivedText: TEXT, hasEnded: true }, 'ok', [40, 100, null, 'estimated']],
    [
      'not counted, with reasoning',
      { receivedText: TEXT, receivedReasoning: THOUGHTS, hasEnded: true },
      'ok',
      [40, 200, 100, 'estimated'],
    ],
    [
      'zero beside text',
      { usage: usage(20, 0), receivedText: TEXT, hasEnded: true },
      'ok',
      [20, 100, null, 'estimated'],
    ],
    [
      'without a prompt',
      { usage: usage(null, 7), receivedText: TEXT, hasEnded: true },
      'ok',
      [40, 7, null, 'estimated'],
    ],
    [
      'a total alone',
      { usage: usage(null, null, { totalTokens: 175 }), receivedText: TEXT, hasEnded: true },
      'ok',
      [40, 135, null, 'estimated'],
    ],
    [
      'a total below the prompt',
      { usage: usage(null, null, { totalTokens: 30 }), receivedText: TEXT, hasEnded: true },
      'ok',
      [30, 100, null, 'estimated'],
    ],
    [
      'tags of reasoning in a measured completion',
      { usage: usage(20, 80), receivedText: TEXT, receivedReasoning: THOUGHTS, hasEnded: true },
      'ok',
      [20, 80, 40, 'estimated'],
    ],
    [
      'zero reasoning beside reasoning',
      { usage: usage(20, 80, { reasoningTokens: 0 }), receivedReasoning: THOUGHTS, hasEnded: true },
      'error',
      [20, 80, 80, 'estimated'],
    ],
    ['an empty answer without usage', { hasEnded: true }, 'error', [40, 0, null, 'estimated']],
    ['cut in its reasoning', { receivedReasoning: THOUGHTS }, 'unavailable', [40, 100, 100, 'estimated']],
    [
      'cut, the prompt known',
      {
        usage: usage(20, null),
        counted: { text: 0, reasoning: 0 },
        receivedText: TEXT,
        receivedReasoning: THOUGHTS,
      },
      'unavailable',
      [20, 200, 100, 'estimated'],
    ],
    [
      'cut after its last count',
      { usage: usage(20, 50), counted: { text: 200, reasoning: 0 }, receivedText: TEXT },
      'unavailable',
      [20, 100, null, 'estimated'],
    ],
    [
      'cut, all of it counted',
      { usage: usage(20, 96), receivedText: TEXT },
      'unavailable',
      [20, 96, null, 'measured'],
    ],
    [
      'cut, thoughts that only the provider saw',
      { usage: usage(20, 1_500), counted: { text: 0, reasoning: 0 }, receivedText: TEXT },
      'interrupted',
      [20, 1_500, null, 'measured'],
    ],
    ['stopped before anything came', {}, 'interrupted', [40, 0, null, 'estimated']],
    ['stopped while it thought', { receivedReasoning: THOUGHTS }, 'interrupted', [40, 100, 100, 'estimated']],
    ['refused', {}, 'rate_limited', [null, null, null, 'measured']],
    ['refused, its prompt counted', { usage: usage(74, null) }, 'blocked', [74, null, null, 'measured']],
    ['never answered', {}, 'timeout', [null, null, null, 'measured']],
  ])('%s', (_, measurement, status, booked) => {
    expect(settle(measurement, status)).toEqual(booked);
  });
});
