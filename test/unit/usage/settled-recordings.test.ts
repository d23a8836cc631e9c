import type { Ending } from '../../../src/providers/contract/ending.ts';
import { unmeasured, type Measurement } from '../../../src/providers/contract/measurement.ts';
import { failureFor } from '../../../src/providers/contract/verdict.ts';
import type { Booking } from '../../../src/usage/ledger/booking.ts';
import { toSettlement } from '../../../src/usage/ledger/settlement.ts';
import { createPriceList } from '../../../src/usage/prices/price-list.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const BOOKED: Booking = {
  id: '1',
  provider: 'groq',
  model: 'whisper-large-v3-turbo',
  actionType: 'Transcription',
  userId: 7n,
  estimatedPromptTokens: 0,
  estimatedAudioSeconds: 90,
  grantedTokens: null,
  createdAt: NOW,
  date: '2026-11-20',
};
const prices = createPriceList({
  overrides: {},
  flatRates: { groq: 0.6 },
  catalogueIds: { groq: 'groq' },
});
const OK: Ending = { type: 'complete' };

function settle(measurement: Partial<Measurement>, ending: Ending): unknown[] {
  const row = toSettlement(BOOKED, { ending, measurement: { ...unmeasured, ...measurement } }, prices, NOW);
  // $0.04 an hour.
  const seconds = row.costPicoUsd === null ? null : (Number(row.costPicoUsd) / 1e12 / 0.04) * 3_600;
  return [row.audioSeconds, seconds && Math.round(seconds), row.tokensEstimated ? 'estimated' : 'measured'];
}

describe('the seconds that a recording is charged for', () => {
  it.each<[what: string, measurement: Partial<Measurement>, ending: Ending, charged: unknown[]]>([
    ['measured, longer than expected', { audioSeconds: 5_400 }, OK, [5_400, 5_400, 'measured']],
    ['measured, shorter than expected', { audioSeconds: 61.25 }, OK, [61.25, 61, 'measured']],
    ['not measured', {}, OK, [90, 90, 'estimated']],
    ['not measured, with words beyond', { audioSecondsAtLeast: 600 }, OK, [600, 600, 'estimated']],
    ['not measured, with words before', { audioSecondsAtLeast: 3 }, OK, [90, 90, 'estimated']],
    ['measured beside words', { audioSeconds: 70, audioSecondsAtLeast: 600 }, OK, [70, 70, 'measured']],
    ['on its way', {}, failureFor('aborted', ''), [90, 90, 'estimated']],
    ['answered without words', { audioSeconds: 70 }, failureFor('bad_response', ''), [70, 70, 'measured']],
    ['refused', {}, failureFor('bad_request', ''), [null, null, 'measured']],
    ['refused for a limit', {}, failureFor('rate_limit', ''), [null, null, 'measured']],
  ])('are right where it is %s', (_, measurement, ending, charged) => {
    expect(settle(measurement, ending)).toEqual(charged);
  });
});
