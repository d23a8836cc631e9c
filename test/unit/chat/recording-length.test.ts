import { expectedSeconds } from '../../../src/chat/recording-length.ts';

const sized = (bytes: number, name = 'audio.ogg') => ({ name, data: new Uint8Array(bytes) });

describe('the expected length of a recording', () => {
  it.each([
    ['is what was announced', sized(8_000), 2, 2],
    ['is what its bytes last at least, whatever was announced', sized(16_000_000), 1, 1_000],
    ['of songs at 320 kbit/s is as announced', sized(9_600_000, 'audio.mp3'), 240, 240],
    ['of 48 kHz in stereo is as announced', sized(19_200_000, 'audio.wav'), 100, 100],
    ['of a file is guessed from its size', sized(240_000), null, 60],
    ['of a file without a name that is known is guessed as well', sized(160_000, 'audio'), null, 10],
    ['is a second at least', sized(0), 0, 1],
    ['is no less than the size tells where a negative one was announced', sized(32_000), -5, 2],
  ])('%s', (_, audio, announced, seconds) => {
    expect(expectedSeconds(audio, announced)).toBe(seconds);
  });
});
