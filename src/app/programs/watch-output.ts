import { fstatSync, writeSync } from 'node:fs';
import { fileProblem } from '../../foundation/files/file-problem.ts';
import type { LogSink } from '../../foundation/logger.ts';

export interface WatchOutputOptions {
  /** Called with what is to be said of output that was lost. */
  onLost: (problem: string) => void;
  /** Called when whoever read the output has ended, as `head` does. */
  onReaderGone: () => void;
  output?: Pick<NodeJS.EventEmitter, 'on'>;
}

/** Node would end the process with a trace when its standard output cannot be written. */
export function watchOutput({ onLost, onReaderGone, output = process.stdout }: WatchOutputOptions): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') onReaderGone();
    else onLost(problemOf(error));
  });
  // Nobody is left who could be told.
  process.stderr.on('error', () => undefined);
}

/**
 * Where a bot writes its log: answering people does not depend on it. A file takes lines again as soon as its disk has
 * room; Node's own stream would be closed for good.
 */
export function lastingOutput(onLost: (problem: string) => void, fd = 1): LogSink {
  let isLost = false;
  const lose = (problem: string): void => {
    if (!isLost) onLost(problem);
    isLost = true;
  };
  watchOutput({ onLost: lose, onReaderGone: () => lose('nobody reads it any more') });
  if (!isFile(fd)) return process.stdout;
  return {
    write: (line) => {
      try {
        const bytes = Buffer.from(isLost ? `\n${line}` : line);
        isLost = writeSync(fd, bytes) < bytes.length;
      } catch (error) {
        lose(problemOf(error));
      }
    },
  };
}

function problemOf(error: unknown): string {
  return `it ${fileProblem(error) ?? 'cannot be written'}`;
}

/** A device may refuse lines as a file does, such as `/dev/full`. */
function isFile(fd: number): boolean {
  try {
    const kind = fstatSync(fd);
    return kind.isFile() || (kind.isCharacterDevice() && !process.stdout.isTTY);
  } catch {
    return false;
  }
}
