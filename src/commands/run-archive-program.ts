import { runProgram } from '../app/run-program.ts';
import { readOptions } from './read-options.ts';
import { createProgress, type Progress } from './progress.ts';

export interface ArchiveProgram<Name extends string> {
  usage: string;
  required: readonly Name[];
  /** What the progress is called. */
  doing: string;
  run(
    values: Record<Name, string>,
    watch: { onProgress: Progress['show']; signal: AbortSignal },
  ): Promise<string>;
}

/** Runs `backup`, `restore` or `move`: with its usage, its progress, and an end that leaves nothing behind. */
export function runArchiveProgram<Name extends string>(program: ArchiveProgram<Name>): Promise<void> {
  return runProgram(async (onStop) => {
    const values = readOptions(program.usage, program.required);
    if (values === null) return;
    const stop = new AbortController();
    onStop(async () => stop.abort(new Error('stopped; nothing was changed')));
    const progress = createProgress(program.doing);
    try {
      const said = await program.run(values, {
        onProgress: (done, all) => progress.show(done, all),
        signal: stop.signal,
      });
      progress.end();
      process.stdout.write(`${said}\n`);
    } finally {
      progress.end();
    }
  });
}
