import { createBoundedMap } from '../../../src/foundation/bounded-map.ts';

describe('a bounded map', () => {
  it('forgets the entry that was not used for longest', () => {
    const map = createBoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);

    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3]);
    expect(map.size).toBe(2);
  });

  it('keeps one entry for a key that is set again', () => {
    const map = createBoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);

    expect(map.has('b')).toBe(false);
    expect(map.get('a')).toBe(3);
  });
});
