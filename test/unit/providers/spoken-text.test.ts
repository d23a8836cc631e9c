import { spokenSeconds } from '../../../src/providers/protocols/spoken-text.ts';

const segments = [{ end: 4.5 }, { end: 9.75 }, { end: null }];

describe('the measured seconds of a transcript', () => {
  it.each([
    [{ duration: 12.5, segments }, 12.5],
    [{ duration: '5400.25' }, 5_400.25],
    // Whisper hears words beyond the end of short recordings.
    [{ duration: 2, segments: [{ end: 29.98 }] }, 2],
    [{ segments }, 9.75],
    [{ duration: 0, segments }, 9.75],
    [{ duration: null, segments }, 9.75],
    [{ duration: -3, segments }, 9.75],
    [{ duration: Number.NaN, segments }, 9.75],
    [{ duration: 2 ** 53, segments }, 9.75],
    [{ duration: 0 }, 0],
    [{ duration: '' }, null],
    [{ duration: 'long', segments: 'none' }, null],
    [{ duration: [3] }, null],
    [{ segments: [null, { end: -1 }] }, null],
    [{}, null],
    [null, null],
  ])('of %j are %s', (transcript, seconds) => {
    expect(spokenSeconds(transcript)).toBe(seconds);
  });
});
