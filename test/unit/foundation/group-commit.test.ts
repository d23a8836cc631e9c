import { createGroupCommit, type GroupCommit } from '../../../src/foundation/group-commit.ts';

/** Commits numbers and refuses groups that hold a negative one. Keeps the groups that were tried. */
function recordGroups(): { groups: number[][]; commits: GroupCommit<number, number> } {
  const groups: number[][] = [];
  const commit = async (group: readonly number[]) => {
    groups.push([...group]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (group.some((number) => number < 0)) throw new Error('negative');
    return group.map((number) => number * 10);
  };
  return { groups, commits: createGroupCommit(commit) };
}

const range = (length: number, first = 0) => Array.from({ length }, (_, index) => first + index);

describe('the group commit', () => {
  it('commits together what is submitted together', async () => {
    const { groups, commits } = recordGroups();
    expect(await Promise.all([1, 2, 3].map((number) => commits.submit(number)))).toEqual([10, 20, 30]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('gathers what arrives while a commit runs into the next one', async () => {
    const { groups, commits } = recordGroups();
    const first = commits.submit(1);
    await new Promise((resolve) => setTimeout(resolve, 2));
    await Promise.all([first, commits.submit(2), commits.submit(3)]);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it('rejects the bad operation alone, and its neighbours count', async () => {
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

  it('drains when everything submitted has ended, also what failed', async () => {
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
