import { pino, type Logger as PinoLogger } from 'pino';

export type Logger = Pick<PinoLogger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'child'>;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** Where the lines go: standard output, or whatever a test passes. */
export interface LogSink {
  write(line: string): unknown;
}

/**
 * A logger that writes one JSON object a line. Redaction happens on the finished line, so that no nested
 * error, URL or field can carry a secret past it.
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
  return pino(options, { write: (line: string) => void sink.write(redact(line)) });
}

function levelName(label: string): { level: string } {
  return { level: label };
}
