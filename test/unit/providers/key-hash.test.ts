import { keyHash } from '../../../src/providers/contract/key-hash.ts';

const KEY = 'gsk_0123456789abcdef';
const ADDRESS = 'https://api.groq.com';

describe('what names a key at an address', () => {
  it('differs with the key alone, and with the address alone', () => {
    const names = [
      keyHash(KEY, ADDRESS),
      keyHash(`${KEY}0`, ADDRESS),
      keyHash(KEY.toUpperCase(), ADDRESS),
      keyHash('', ADDRESS),
      keyHash(KEY, 'https://api.groq.com:8443'),
      keyHash(KEY, 'http://api.groq.com'),
      keyHash(KEY, 'https://api.groq.com/openai/v1'),
      keyHash(KEY, 'https://proxy.example/api.groq.com'),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  it('is not confused by where the key ends and the address begins', () => {
    expect(keyHash('a', `b${ADDRESS}`)).not.toBe(keyHash('ab', ADDRESS));
  });

  it.each([
    'https://api.groq.com/',
    'https://api.groq.com//',
    'https://API.Groq.com',
    'HTTPS://api.groq.COM/',
  ])('is the same for %s', (address) => {
    expect(keyHash(KEY, address)).toBe(keyHash(KEY, ADDRESS));
  });

  it('tells neither of them', () => {
    expect(keyHash(KEY, ADDRESS)).toMatch(/^[0-9a-f]{16}$/);
  });
});
