import * as fc from 'fast-check';
import { picoToDecimal, picoToUsd, usdToPico } from '../../../src/foundation/money/money.ts';

describe('an amount in pico-dollars', () => {
  it.each([
    ['0', 0n],
    ['1', 1_000_000_000_000n],
    ['0.6', 600_000_000_000n],
    ['0.000000000001', 1n],
    ['-0.0375', -37_500_000_000n],
    ['123456789.123456789012', 123_456_789_123_456_789_012n],
  ])('is exact: %s', (text, pico) => {
    expect(usdToPico(text)).toBe(pico);
  });

  it('accepts numbers, small ones included', () => {
    expect([0.1 + 0.2, 1e-7, 3.75e-8, 5e-324].map(usdToPico)).toEqual([
      300_000_000_000n,
      100_000n,
      37_500n,
      0n,
    ]);
  });

  it.each([
    ['0.0000000000004999', 0n],
    ['0.0000000000005', 1n],
    ['0.9999999999995', 1_000_000_000_000n],
    ['-0.0000000000005', -1n],
    ['-0.0000000000004', 0n],
  ])('rounds the thirteenth digit half away from zero: %s', (text, pico) => {
    expect(usdToPico(text)).toBe(pico);
  });

  it.each(['', ' 1', '1,5', '1e3', '.5', '5.', '--1', 'NaN', '٣'])('refuses "%s"', (text) => {
    expect(() => usdToPico(text)).toThrow(RangeError);
  });

  it('refuses NaN and infinities', () => {
    for (const usd of [Number.NaN, Infinity, -Infinity]) expect(() => usdToPico(usd)).toThrow(RangeError);
  });

  it('is written with twelve decimals', () => {
    expect([0n, 1n, -1n, 10n ** 12n, -15n * 10n ** 11n].map(picoToDecimal)).toEqual([
      '0.000000000000',
      '0.000000000001',
      '-0.000000000001',
      '1.000000000000',
      '-1.500000000000',
    ]);
  });

  it('survives a round trip through text', () => {
    const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(fc.property(amount, (pico) => expect(usdToPico(picoToDecimal(pico))).toBe(pico)));
  });

  it('survives a round trip through a number within double precision', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), (micro) => {
        const pico = BigInt(micro) * 1_000_000n;
        expect(usdToPico(picoToUsd(pico))).toBe(pico);
      }),
    );
  });
});
