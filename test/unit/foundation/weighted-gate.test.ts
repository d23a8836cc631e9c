import { setMaxListeners } from 'node:events';
import { createWeightedGate } from '../../../src/foundation/concurrency/weighted-gate.ts';
import { settled } from '../../support/clocks/fake-clock.ts';

const NEVER = new AbortController().signal;
setMaxListeners(0, NEVER);

describe('a weighted gate', () => {
  it('gives turns by key, and to none more than half of what it holds', async () => {
    const gate = createWeightedGate<string>(10);
    const entered: string[] = [];
    const enter = async (key: string) => {
      const leave = await gate.enter(key, 2, NEVER);
      entered.push(key);
      return leave;
    };
    const ofOne = Array.from({ length: 20 }, () => enter('one'));
    await settled();
    expect(entered).toEqual(['one', 'one']);
    expect(gate.isFull('one', 2)).toBe(true);
    expect(gate.isFull('two', 2)).toBe(false);

    for (const key of ['two', 'three', 'four', 'five']) void enter(key);
    await settled();
    expect(entered).toEqual(['one', 'one', 'two', 'three', 'four']);
    (await ofOne[0])?.();
    await settled();
    (await ofOne[1])?.();
    await settled();
    expect(entered.slice(5)).toEqual(['one', 'five']);
  });

  it('lets one key after the other in where there is room for one thing at a time', async () => {
    const gate = createWeightedGate<string>(10);
    const entered: string[] = [];
    const all = ['one', 'one', 'one', 'two', 'three', 'two'].map(async (key) => {
      const leave = await gate.enter(key, 9, NEVER);
      entered.push(key);
      leave();
    });
    await Promise.all(all);
    expect(entered).toEqual(['one', 'one', 'two', 'three', 'one', 'two']);
  });

  it('admits in order what fits together', async () => {
    const gate = createWeightedGate<string>(10);
    const entered: string[] = [];
    const enter = async (name: string, weight: number) => {
      const leave = await gate.enter(name, weight, NEVER);
      entered.push(name);
      return leave;
    };
    const first = await enter('six', 6);
    const large = enter('eight', 8);
    const small = enter('two', 2);
    await settled();
    expect(entered).toEqual(['six']);
    expect(gate.isFull('any', 1)).toBe(true);

    first();
    first();
    await settled();
    expect(entered).toEqual(['six', 'eight', 'two']);
    (await large)();
    (await small)();
    expect(gate.isFull('any', 10)).toBe(false);
  });

  it('admits alone what is heavier than all', async () => {
    const gate = createWeightedGate<string>(10);
    const leave = await gate.enter('one', 1_000, NEVER);
    expect(gate.isFull('any', 1)).toBe(true);
    leave();
    expect(gate.isFull('any', 1_000)).toBe(false);
  });

  it('lets others pass whoever gave up waiting', async () => {
    const gate = createWeightedGate<string>(10);
    const leave = await gate.enter('one', 6, NEVER);
    const leaving = new AbortController();
    const large = gate.enter('two', 8, leaving.signal);
    const small = gate.enter('three', 2, NEVER);
    leaving.abort(new Error('gone'));
    await expect(large).rejects.toThrow('gone');
    (await small)();
    leave();
    await expect(gate.enter('two', 1, leaving.signal)).rejects.toThrow('gone');
  });
});
