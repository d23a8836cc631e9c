import { createLogger, type Logger } from '../../../src/foundation/logger.ts';

export interface LogLines {
  logger: Logger;
  /** What was logged so far, one object a line. */
  lines: Record<string, unknown>[];
}

/** A real logger that keeps its lines for a test to read. */
export function keepLogLines(): LogLines {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
  return { lines, logger: createLogger('trace', (text) => text, { write }) };
}
