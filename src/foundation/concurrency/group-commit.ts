interface Waiting<Operation, Result> {
  operation: Operation;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommit<Operation, Result> {
  /** Resolves with this operation's result once its group is committed. */
  submit(operation: Operation): Promise<Result>;
  /** Resolves when every operation submitted so far has ended. */
  drain(): Promise<void>;
}

const MAX_GROUP = 500;

/**
 * Puts operations that arrive during a transaction into the next one, so a hundred people chatting cost a few
 * commits. There is no timer: an operation that finds the database idle starts at once.
 */
export function createGroupCommit<Operation, Result>(
  commit: (group: readonly Operation[]) => Promise<readonly Result[]>,
  /** Whether one operation may have caused a failure, so that the others deserve a retry. */
  mayBeOnes: (error: unknown) => boolean = () => true,
): GroupCommit<Operation, Result> {
  let queue: Waiting<Operation, Result>[] = [];
  let running: Promise<void> | null = null;

  const run = async () => {
    // Waiting one turn of the event loop lets simultaneous requests share the first commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const group = queue.slice(0, MAX_GROUP);
      queue = queue.slice(MAX_GROUP);
      await commitGroup(commit, group, mayBeOnes);
    }
    running = null;
  };

  return {
    submit: (operation) =>
      new Promise((resolve, reject) => {
        queue.push({ operation, resolve, reject });
        running ??= run();
      }),
    drain: () => running ?? Promise.resolve(),
  };
}

async function commitGroup<Operation, Result>(
  commit: (group: readonly Operation[]) => Promise<readonly Result[]>,
  group: readonly Waiting<Operation, Result>[],
  mayBeOnes: (error: unknown) => boolean,
): Promise<void> {
  try {
    const results = await commit(group.map(({ operation }) => operation));
    group.forEach(({ resolve }, index) => resolve(results[index] as Result));
  } catch (error) {
    // A bad operation must not fail the rest of its group.
    if (group.length > 1 && mayBeOnes(error))
      for (const one of group) await commitGroup(commit, [one], mayBeOnes);
    else for (const { reject } of group) reject(error);
  }
}
