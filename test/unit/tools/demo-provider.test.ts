import { demoProvider } from '../../../src/tools/demo/demo-provider.ts';
import type { StandInMessage } from '../../../src/tools/stand-ins/providers/wires/provider-wire.ts';

const ask = (text: string, images = 0): string => {
  const question = { role: 'user', text, images } as StandInMessage;
  return demoProvider({ isWatched: false }).answer!([question]);
};
const transcribe = (language: string | null): string =>
  demoProvider({ isWatched: false }).transcribe!(
    { field: 'file', name: 'a.ogg', data: Buffer.of() } as never,
    language,
  ).text;

describe('an answer of the demo', () => {
  it.each([
    ['What is the capital of France?', 0],
    ['Tell me a story', 0],
    ['something that nobody scripted', 0],
    ['What is this?', 1],
    ['42', 0],
  ])('is labelled from its first word on: %s', (question, images) => {
    expect(ask(question, images)).toMatch(/^🎭 _Demo answer_\n\n\S/);
  });

  it.each([
    ['پایتخت ایران کجاست؟', 0],
    ['یک داستان کوتاه بگو', 0],
    ['چیزی که کسی پیش‌بینی نکرده', 0],
    ['این چیست؟', 1],
  ])('is labelled in Persian: %s', (question, images) => {
    expect(ask(question, images)).toMatch(/^🎭 _پاسخ نمایشی_\n\n\S/);
  });

  it('is about what a reply says, rather than what it replies to', () => {
    expect(ask('> The capital of Iran is Tehran.\n\nThank you!')).toContain("You're welcome");
    expect(ask('> پایتخت ایران تهران است.\n\nممنون')).toContain('خواهش می‌کنم');
  });

  it('is long enough to be stopped where a story is asked for', () => {
    for (const question of ['Tell me a story', 'یک داستان کوتاه بگو'])
      expect(ask(question).split(/\s+/).length).toBeGreaterThan(100);
  });
});

describe('a transcript of the demo', () => {
  it('is labelled in the language of the recording', () => {
    expect(transcribe('en')).toMatch(/^\(demo recording\) \S/);
    expect(transcribe('fa')).toMatch(/^\(پیام صوتی نمایشی\) \S/);
    expect(transcribe(null)).toMatch(/^\(پیام صوتی نمایشی\) \S/);
  });
});

describe('the pace of the demo', () => {
  it('is slow only while somebody watches', () => {
    expect(demoProvider({ isWatched: true }).chunkDelayMs).toBeGreaterThan(200);
    expect(demoProvider({ isWatched: false })).not.toHaveProperty('chunkDelayMs');
  });
});
