import { pino, type Logger as PinoLogger } from 'pino';
import { readableLine } from './readable-line.ts';

export type Logger = Pick<PinoLogger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'child'>;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** The destination of log lines: standard output, or a test's own. */
export interface LogSink {
  write(line: string): unknown;
  /** Whether people read the lines as they come. */
  isTTY?: boolean;
}

/**
 * A logger that writes one JSON object a line, and to a terminal the same for people. It redacts the finished line, so
 * no nested error, URL or field can carry a secret past it.
 */
export function createLogger(
  level: LogLevel,
  redact: (text: string) => string,
  sink: LogSink = process.stdout,
): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: levelName },
  };
  const format = sink.isTTY ? readableLine : (line: string) => line;
  return pino(options, { write: (line: string) => void sink.write(format(redact(line))) });
}

function levelName(label: string): { level: string } {
  return { level: label };
}
