import { createGroupCommit, type GroupCommit } from '../../../src/foundation/concurrency/group-commit.ts';
import { settled } from '../../support/clocks/fake-clock.ts';

/** Commits numbers, rejects groups with a negative one, and records every group. `untilDone` holds each commit. */
function recordGroups(untilDone = settled): { groups: number[][]; commits: GroupCommit<number, number> } {
  const groups: number[][] = [];
  const commit = async (group: readonly number[]) => {
    groups.push([...group]);
    await untilDone();
    if (group.some((number) => number < 0)) throw new Error('negative');
    return group.map((number) => number * 10);
  };
  return { groups, commits: createGroupCommit(commit) };
}

const range = (length: number, first = 0) => Array.from({ length }, (_, index) => first + index);

describe('createGroupCommit', () => {
  it('commits simultaneous operations together', async () => {
    const { groups, commits } = recordGroups();
    expect(await Promise.all([1, 2, 3].map((number) => commits.submit(number)))).toEqual([10, 20, 30]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('puts operations that arrive during a commit into the next group', async () => {
    let finish: () => void = () => undefined;
    const { groups, commits } = recordGroups(() => new Promise((resolve) => (finish = resolve)));
    const all = [commits.submit(1)];
    await settled();
    all.push(commits.submit(2), commits.submit(3));
    finish();
    await settled();
    finish();
    await Promise.all(all);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it('rejects only the bad operation of a group', async () => {
    const { commits } = recordGroups();
    const results = await Promise.allSettled([1, -2, 3].map((number) => commits.submit(number)));
    expect(results).toMatchObject([
      { value: 10 },
      { status: 'rejected', reason: new Error('negative') },
      { value: 30 },
    ]);
    expect(await commits.submit(4)).toBe(40);
  });

  it('commits at most 500 at once', async () => {
    const { groups, commits } = recordGroups();
    expect(await Promise.all(range(1_001).map((number) => commits.submit(number)))).toEqual(
      range(1_001).map((number) => number * 10),
    );
    expect(groups.map((group) => group.length)).toEqual([500, 500, 1]);
  });

  it('drains when every submitted operation has ended, failures included', async () => {
    const { commits } = recordGroups();
    const ended: number[] = [];
    for (const number of [1, -2, 3]) {
      void commits.submit(number).then(
        () => ended.push(number),
        () => ended.push(number),
      );
    }
    await commits.drain();
    expect(ended.toSorted((a, b) => a - b)).toEqual([-2, 1, 3]);
    await commits.drain();
  });
});
