import { readRange, readSpan } from '../../../src/web/routes/api-query.ts';

const given = (values: Record<string, string>) => (name: string) => values[name];

describe('the days that the API is asked for', () => {
  it('are those of a range, in their order', () => {
    const range = { from: '2026-11-01', to: '2026-11-30' };
    expect(readRange(given(range))).toEqual(range);
    expect(readSpan(given(range))).toEqual({ days: 30, range });
    expect(readSpan(given({}))).toEqual({ days: 30, range: null });
  });

  it.each([
    [{ from: '1405-08-10', to: '1405-09-09' }, 'from'],
    [{ from: '1305-08-10', to: '2026-11-30' }, 'from'],
    [{ from: '2026-11-30', to: '2026-11-01' }, 'to'],
    [{ from: '2026-02-30', to: '2026-11-01' }, 'from'],
    [{ from: '2026-11-01', to: '' }, 'to'],
    [{ to: '2026-11-01' }, 'from'],
  ])('are refused by the name of what is wrong, Jalali dates too: %j', (range, name) => {
    expect(readRange(given(range))).toBe(name);
    expect(readSpan(given(range))).toBe(name);
  });
});
