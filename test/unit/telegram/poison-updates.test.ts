import { MOST_TRIES, createPoisonUpdates } from '../../../src/telegram/inbox/poison-updates.ts';
import { MOST_SHARED_TRIES } from '../../../src/database/inbox/inbox-taking.ts';
import { settled } from '../../support/clocks/fake-clock.ts';

/** Enters updates that were tried so often; tells which got in. */
function enterAll(tries: number, updates: number) {
  const poison = createPoisonUpdates();
  const inside: number[] = [];
  const enter = (id: number) => void poison.enter(id, tries).then(() => inside.push(id));
  for (let id = 1; id <= updates; id++) enter(id);
  return { poison, inside };
}

describe('an update that was in hand when the process ended', () => {
  it('is handled among all others at first, then apart, and is the culprit after the last try', () => {
    const poison = createPoisonUpdates();
    expect(poison.has(MOST_SHARED_TRIES)).toBe(false);
    expect(poison.has(MOST_SHARED_TRIES + 1)).toBe(true);
    expect(poison.isCulprit(MOST_TRIES)).toBe(false);
    expect(poison.isCulprit(MOST_TRIES + 1)).toBe(true);
  });

  it('is tried among sixteen twice', async () => {
    for (const tries of [MOST_SHARED_TRIES + 1, MOST_SHARED_TRIES + 2]) {
      const { poison, inside } = enterAll(tries, 40);
      await settled();
      expect(inside).toHaveLength(16);
      poison.leave(1);
      await settled();
      expect(inside).toHaveLength(17);
    }
  });

  it('is tried alone after that', async () => {
    const { poison, inside } = enterAll(MOST_SHARED_TRIES + 3, 3);
    await settled();
    expect(inside).toEqual([1]);
    poison.leave(1);
    await settled();
    expect(inside).toEqual([1, 2]);
  });
});
