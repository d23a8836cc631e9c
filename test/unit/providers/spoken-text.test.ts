import { lastWordsEnd, spokenSeconds } from '../../../src/providers/protocols/spoken-text.ts';

const segments = [{ end: 4.5 }, { end: 9.75 }, { end: null }];

describe('the measured seconds of a transcript', () => {
  it.each([
    [{ duration: 12.5, segments }, 12.5],
    [{ duration: '5400.25' }, 5_400.25],
    // Whisper hears words beyond the end of short recordings.
    [{ duration: 2, segments: [{ end: 29.98 }] }, 2],
    [{ usage: { type: 'duration', seconds: 61 } }, 61],
    [{ duration: 60.5, usage: { type: 'duration', seconds: 61 } }, 60.5],
    [{ duration: 0, usage: { seconds: '61' } }, 61],
    // What arrived lasted for some time: zero is not measured, and where words end is not where a recording does.
    [{ duration: 0 }, null],
    [{ segments }, null],
    [{ duration: 0, segments }, null],
    [{ duration: null, segments }, null],
    [{ duration: -3, segments }, null],
    [{ duration: Number.NaN, segments }, null],
    [{ duration: 2 ** 53, segments }, null],
    [{ duration: '' }, null],
    [{ duration: 'long', usage: 'none' }, null],
    [{ duration: [3] }, null],
    [{ usage: { total_tokens: 45 } }, null],
    [{}, null],
    [null, null],
  ])('of %j are %s', (transcript, seconds) => {
    expect(spokenSeconds(transcript)).toBe(seconds);
  });
});

describe('the end of the last words of a transcript', () => {
  it.each([
    [{ segments }, 9.75],
    [{ segments: [{ end: 5_400 }, { end: 3 }] }, 5_400],
    [{ segments: [{ end: '61.5' }] }, 61.5],
    [{ segments: [null, { end: -1 }, { end: 2 ** 53 }] }, null],
    [{ segments: [] }, null],
    [{ segments: 'none' }, null],
    [null, null],
  ])('of %j is %s', (transcript, seconds) => {
    expect(lastWordsEnd(transcript)).toBe(seconds);
  });
});
