import { createMutex } from '../../../src/foundation/concurrency/mutex.ts';
import { createSemaphore } from '../../../src/foundation/concurrency/semaphore.ts';
import { settled } from '../../support/clocks/fake-clock.ts';

describe('createMutex', () => {
  it('runs work one after the other in order, failures included', async () => {
    const mutex = createMutex();
    const log: string[] = [];
    const work =
      (name: string, isFailing = false) =>
      async () => {
        log.push(`${name} starts`);
        await settled();
        log.push(`${name} ends`);
        if (isFailing) throw new Error(name);
        return name;
      };
    const results = await Promise.allSettled([mutex(work('a', true)), mutex(work('b')), mutex(work('c'))]);
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });
});

describe('createSemaphore', () => {
  it('admits as many as its width, the others in order as places become free', async () => {
    const semaphore = createSemaphore(2);
    const inside: number[] = [];
    for (const id of [1, 2, 3, 4]) void semaphore.enter(id).then(() => inside.push(id));
    await settled();
    expect(inside).toEqual([1, 2]);
    semaphore.leave(2);
    await settled();
    expect(inside).toEqual([1, 2, 3]);
    semaphore.leave(1);
    await settled();
    expect(inside).toEqual([1, 2, 3, 4]);
  });

  it('makes no room when somebody leaves who did not enter', async () => {
    const semaphore = createSemaphore(1);
    const inside: number[] = [];
    for (const id of [1, 2]) void semaphore.enter(id).then(() => inside.push(id));
    semaphore.leave(99);
    await settled();
    expect(inside).toEqual([1]);
  });
});
