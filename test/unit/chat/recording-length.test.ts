import { expectedSeconds } from '../../../src/chat/recording/recording-length.ts';
import { flac, inOgg, mp3, mp4, opus, wav, webm } from '../../support/recorded.ts';

const named = (data: Uint8Array, name = 'audio.ogg') => ({ name, data });
const empty = (bytes: number, name?: string) => named(new Uint8Array(bytes), name);

describe('the expected length of a recording', () => {
  it.each([
    ['is what was announced, where its bytes say no more', named(opus({ seconds: 2 })), 3, 3],
    ['is a second at least', empty(0), 0, 1],
    ['is at most a day', empty(20_000_000, 'audio.mp3'), 10 ** 9, 86_400],
    ['is no negative one that was announced', named(opus({ seconds: 2 })), -5, 2],
    [
      'is that of its densest form where it holds what nobody reads',
      named(Buffer.concat([opus({ seconds: 2 }), Buffer.alloc(8_000_000)])),
      1,
      501,
    ],
  ])('%s', (_, audio, announced, seconds) => {
    expect(expectedSeconds(audio, announced)).toBe(seconds);
  });

  it.each([
    ['Opus, by its packets', opus({ seconds: 5_400 }), 5_400],
    ['Opus whose granule positions say less', opus({ seconds: 5_400, claimed: 1 }), 5_400],
    ['Opus whose granule positions say more', opus({ seconds: 2, claimed: 5_400 }), 5_400],
    ['Opus of 60 ms a packet', opus({ seconds: 20, claimed: 1, toc: 0x18 }), 60],
    ['Opus of two frames a packet', opus({ seconds: 20, claimed: 1, toc: 0x79 }), 40],
    ['Opus of as many frames as it says', opus({ seconds: 20, claimed: 1, toc: 0x7b }), 60],
    ['Opus of 2.5 ms a packet', opus({ seconds: 20, claimed: 1, toc: 0x80 }), 3],
    [
      'two recordings one after the other',
      Buffer.concat([opus({ seconds: 20 }), opus({ seconds: 30, serial: 8 })]),
      50,
    ],
    [
      'Opus behind a broken page',
      Buffer.concat([
        opus({ seconds: 2 }),
        Buffer.from('OggS\u0005 and more'),
        opus({ seconds: 30, serial: 8 }),
      ]),
      32,
    ],
    ['Vorbis', inOgg('vorbis', 5_400, 44_100), 5_400],
    ['Speex', inOgg('speex', 600, 8_000), 600],
    ['FLAC within Ogg', inOgg('flac', 600, 48_000), 600],
    ['WAV', wav(600), 600],
    ['WAV that says it is short', wav(600, 10), 600],
    ['WAV whose size was not known', wav(600, 2 ** 32 - 1), 600],
    ['FLAC', flac(5_400), 5_400],
    ['FLAC of more samples than 32 bits count', flac(80_000), 80_000],
    ['MP3, by its frames', mp3(2_297), 61],
    ['M4A', mp4(5_400), 5_400],
    ['M4A whose header says less than its samples', mp4(1, 5_400), 5_400],
    ['WebM', webm({ said: 5_400, cluster: 10 }), 5_400],
    ['WebM without a length, by its last cluster', webm({ cluster: 5_400 }), 5_400],
  ])('is read from %s, whatever was announced', (_, data, seconds) => {
    expect(expectedSeconds(named(data), 1)).toBe(seconds);
    expect(expectedSeconds(named(data, 'audio'), null)).toBe(seconds);
  });

  it.each([
    ['ogg', 6_000, 8],
    ['webm', 6_000, 8],
    ['wav', 8_000, 2],
    ['mp3', 6_000, 6],
    ['m4a', 6_000, 6],
  ])('is as long as so many bytes may be, of %s that nobody can read', (ending, bytes, seconds) => {
    expect(expectedSeconds(empty(bytes, `audio.${ending}`), 1)).toBe(seconds);
    expect(expectedSeconds(empty(bytes, `audio.${ending}`), null)).toBe(seconds);
  });

  it('is taken from the beginning of a recording in which more is than anybody records', () => {
    // Of 2.5 ms instead of 20 each.
    const many = opus({ seconds: 60_000, claimed: 1, toc: 0x80 });
    expect(expectedSeconds(named(many), 1) / 7_500).toBeCloseTo(1, 1);
    expect(expectedSeconds(named(opus({ seconds: 80_000 })), 1) / 80_000).toBeCloseTo(1, 1);
  });

  it('is told of every beginning of a recording, and of bytes by chance', () => {
    const whole = [
      opus({ seconds: 4 }),
      inOgg('vorbis', 4, 8_000),
      wav(1),
      flac(4),
      mp3(4),
      mp4(4),
      webm({ said: 4, cluster: 4 }),
    ];
    for (const data of whole) {
      for (let end = 0; end < Math.min(data.length, 600); end++)
        expect(expectedSeconds(named(data.subarray(0, end)), 1)).toBeLessThan(100);
      for (let start = 1; start < 40; start++)
        expect(expectedSeconds(named(data.subarray(start)), 1)).toBeLessThan(100);
    }
    expect(expectedSeconds(named(new Uint8Array(3_000).fill(255)), 1)).toBe(4);
  });
});
