interface Waiting<Operation, Result> {
  operation: Operation;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommit<Operation, Result> {
  /** Resolves with this operation's result once its group is durable. */
  submit(operation: Operation): Promise<Result>;
  /** Resolves when everything submitted so far has ended. */
  drain(): Promise<void>;
}

const MAX_GROUP = 500;

/**
 * Gathers operations that arrive while a transaction runs into the next one, so that a hundred people chatting
 * cost a few commits. Nobody waits for a timer: an operation that finds the database idle goes at once.
 */
export function createGroupCommit<Operation, Result>(
  commit: (group: readonly Operation[]) => Promise<readonly Result[]>,
  /** Whether a failure may be the fault of one operation, so that the others are worth another try. */
  mayBeOnes: (error: unknown) => boolean = () => true,
): GroupCommit<Operation, Result> {
  let queue: Waiting<Operation, Result>[] = [];
  let running: Promise<void> | null = null;

  const run = async () => {
    // One turn of the event loop lets requests of the same moment share the first commit.
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
    // One bad operation must not take its neighbours down with it.
    if (group.length > 1 && mayBeOnes(error))
      for (const one of group) await commitGroup(commit, [one], mayBeOnes);
    else for (const { reject } of group) reject(error);
  }
}
