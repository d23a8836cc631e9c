import { createWeightedGate } from '../../../src/foundation/concurrency/weighted-gate.ts';
import { settled } from '../../support/clocks/fake-clock.ts';

const NEVER = new AbortController().signal;

describe('a weighted gate', () => {
  it('admits in order what fits together', async () => {
    const gate = createWeightedGate(10);
    const entered: string[] = [];
    const enter = async (name: string, weight: number) => {
      const leave = await gate.enter(weight, NEVER);
      entered.push(name);
      return leave;
    };
    const first = await enter('six', 6);
    const large = enter('eight', 8);
    const small = enter('two', 2);
    await settled();
    expect(entered).toEqual(['six']);
    expect(gate.isFull(1)).toBe(true);

    first();
    first();
    await settled();
    expect(entered).toEqual(['six', 'eight', 'two']);
    (await large)();
    (await small)();
    expect(gate.isFull(10)).toBe(false);
  });

  it('admits alone what is heavier than all', async () => {
    const gate = createWeightedGate(10);
    const leave = await gate.enter(1_000, NEVER);
    expect(gate.isFull(1)).toBe(true);
    leave();
    expect(gate.isFull(1_000)).toBe(false);
  });

  it('lets others pass whoever gave up waiting', async () => {
    const gate = createWeightedGate(10);
    const leave = await gate.enter(6, NEVER);
    const leaving = new AbortController();
    const large = gate.enter(8, leaving.signal);
    const small = gate.enter(2, NEVER);
    leaving.abort(new Error('gone'));
    await expect(large).rejects.toThrow('gone');
    (await small)();
    leave();
    await expect(gate.enter(1, leaving.signal)).rejects.toThrow('gone');
  });
});
