/** A line on standard error that says how far long work is; only a person at a terminal sees it. */
export interface Progress {
  show(text: string): void;
  /** Takes the line away. */
  end(): void;
}

const ERASE_LINE = '\r\u001B[2K';

export function createProgress(terminal: NodeJS.WriteStream = process.stderr): Progress {
  if (!terminal.isTTY) return { show: () => undefined, end: () => undefined };
  return {
    show: (text) => void terminal.write(`${ERASE_LINE}${text}`),
    end: () => void terminal.write(ERASE_LINE),
  };
}

/** The same function, whose results are added up and shown. */
export function countingProgress<Parameters extends unknown[], Result>(
  progress: Progress,
  work: (...parameters: Parameters) => Promise<Result>,
  describe: (total: number) => string,
  countOf: (result: Result) => number,
): (...parameters: Parameters) => Promise<Result> {
  let total = 0;
  return async (...parameters) => {
    const result = await work(...parameters);
    total += countOf(result);
    progress.show(describe(total));
    return result;
  };
}
