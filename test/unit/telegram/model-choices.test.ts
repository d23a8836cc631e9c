import { readerFormatStyle } from '../../../src/localization/formats/format-style.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import { headroomLine } from '../../../src/telegram/chat/model-choices.ts';
import type { Headroom } from '../../../src/usage/quotas/headroom.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const QUOTA: Headroom = {
  model: 'm',
  allModels: false,
  unit: 'requests',
  window: 'day',
  limit: 1_000,
  remaining: 400,
  used: 600,
  resetAt: new Date('2026-11-22T00:00:00Z'),
  source: 'counted',
  limitSource: 'configured',
  observedAt: NOW,
  nearEnd: false,
  endsAt: null,
  endsBeforeReset: false,
};
const GUESS: Headroom = {
  ...QUOTA,
  window: 'minute',
  limit: 15,
  remaining: 0,
  used: 15,
  limitSource: 'guessed',
};

function lineFor(headroom: readonly Headroom[]): string {
  const reader = { translate: createTranslator('en'), style: readerFormatStyle('en', 'UTC') };
  const quotas = { headroomOf: () => headroom, refresh: async () => undefined };
  const choice = { provider: 'gemini', model: 'm', id: 'x', name: 'Gemini: m' } as const;
  const options = { configured: [], providerNames: {}, readPaused: async () => new Map(), quotas };
  return headroomLine({ ...reader, locale: 'en', now: NOW }, choice, options);
}

describe('the line about a model’s quota', () => {
  it('tells what somebody vouches for before a guess, however little the guess would leave', () => {
    expect(lineFor([GUESS, QUOTA])).toContain('400 of 1,000');
    expect(lineFor([QUOTA, GUESS])).toBe(lineFor([QUOTA]));
  });

  it('tells what was used beside a guess where there is nothing else, and never that nothing is left', () => {
    expect(lineFor([GUESS])).toContain('15');
    expect(lineFor([GUESS])).not.toContain('left');
  });

  it('tells the scarcest of those that somebody vouches for', () => {
    const hour = { ...QUOTA, window: 'hour', limit: 50, remaining: 5 } as const;
    expect(lineFor([QUOTA, hour])).toContain('5 of 50');
  });
});
