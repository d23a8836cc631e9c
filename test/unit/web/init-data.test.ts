import { property, assert, integer, string, nat } from 'fast-check';
import { signInitData } from '../../../src/tools/stand-ins/telegram/sign-init-data.ts';
import { readInitData } from '../../../src/web/access/init-data.ts';

const TOKEN = '1000000001:stand-in-token';
const NOW = new Date('2026-11-22T12:00:00Z');
const USER = { id: 42, is_bot: false, first_name: 'سارا + co & = %', username: 'sara' };
const signed = (at = NOW.getTime(), token = TOKEN) => signInitData(token, USER, at);
const read = (initData: string) => readInitData(initData, TOKEN, NOW);

describe('readInitData', () => {
  it('gives the user who opened the Mini App', () => {
    expect(read(signed())).toEqual({ userId: 42 });
  });

  it('refuses data with any character changed, removed or added', () => {
    const initData = signed();
    const same = (other: string) => String(new URLSearchParams(other)) === initData;
    assert(
      property(nat(initData.length - 1), string({ minLength: 0, maxLength: 3 }), nat(2), (at, text, cut) => {
        const changed = initData.slice(0, at) + text + initData.slice(at + cut);
        expect(same(changed) ? 'invalid' : read(changed)).toBe('invalid');
      }),
      { numRuns: 2_000 },
    );
    for (let length = 0; length < initData.length; length++)
      expect(read(initData.slice(0, length))).toBe('invalid');
  });

  it('refuses data signed by another bot, or unsigned', () => {
    expect(read(signed(NOW.getTime(), '2000000002:other'))).toBe('invalid');
    expect(read('')).toBe('invalid');
    expect(read('hash=')).toBe('invalid');
    expect(read(signed().replace(/hash=\w+/, 'hash=zz'))).toBe('invalid');
    expect(read(signed().replace(/hash=\w+/, (hash) => hash.toUpperCase()))).toBe('invalid');
  });

  it('refuses duplicate names', () => {
    const initData = signed();
    for (const [name] of new URLSearchParams(initData)) {
      expect(read(`${initData}&${name}=1`)).toBe('invalid');
      expect(read(`${name}=1&${initData}`)).toBe('invalid');
    }
  });

  it('accepts data for an hour, and from a clock a minute ahead', () => {
    const at = (seconds: number) => read(signed(NOW.getTime() + seconds * 1000));
    expect([at(-3_601), at(-3_600), at(0), at(60), at(61)]).toEqual([
      'expired',
      { userId: 42 },
      { userId: 42 },
      { userId: 42 },
      'invalid',
    ]);
    assert(
      property(integer({ min: 61, max: 100_000 }), (seconds) => {
        expect(at(seconds)).toBe('invalid');
      }),
    );
  });

  it('accepts the same data again within the hour, as a reloaded page sends it', () => {
    const initData = signed();
    expect([read(initData), read(initData)]).toEqual([{ userId: 42 }, { userId: 42 }]);
  });
});
