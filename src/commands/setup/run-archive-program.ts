import { runProgram } from '../../app/programs/run-program.ts';
import { UsageError } from '../../app/programs/usage-error.ts';
import { rowProgress } from '../console/row-progress.ts';

export interface ArchiveProgram {
  command: string;
  purpose: string;
  /** Its one option, which is required. */
  option: { name: string; value: string; meaning: string; accepts: RegExp };
  /** What the progress is called. */
  doing: string;
  /** Resolves with what is said at the end. */
  run(
    value: string,
    watch: { onProgress: (done: number, all: number) => void; signal: AbortSignal },
  ): Promise<string>;
}

/** Runs `backup`, `restore` or `move`: with its usage, its progress, and an end that leaves nothing behind. */
export function runArchiveProgram(program: ArchiveProgram): Promise<void> {
  const { command, purpose, option, doing } = program;
  const { name, ...described } = option;
  return runProgram({
    command,
    purpose,
    options: { [name]: { type: 'string' as const, required: true, ...described } },
    run: async (values, { onStop }) => {
      const value = values[name]?.trim();
      if (!value) throw new UsageError(`--${name} is required: ${option.meaning}`);
      const stop = new AbortController();
      onStop(async () => stop.abort(new Error('stopped; nothing was changed')));
      const progress = rowProgress(doing);
      try {
        const onProgress = (done: number, all: number) => progress.show(done, all);
        const said = await program.run(value, { onProgress, signal: stop.signal });
        progress.end();
        process.stdout.write(`${said}\n`);
      } finally {
        progress.end();
      }
    },
  });
}
