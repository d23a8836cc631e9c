/** All that an error and its causes say: one after another, the codes of systems and the words. */
export interface FailureFacts {
  codes: readonly string[];
  words: string;
}

interface Described {
  code?: unknown;
  rawCode?: unknown;
  originalCode?: unknown;
  kind?: unknown;
  message?: unknown;
  originalMessage?: unknown;
  cause?: unknown;
  errors?: unknown;
  meta?: unknown;
  driverAdapterError?: unknown;
}

/** Deep enough for a driver's error in an adapter's in Prisma's. */
const DEPTH = 6;

/** Collects what drivers, Prisma's adapters and the system say of one failure. */
export function readFailure(error: unknown): FailureFacts {
  const codes: string[] = [];
  const words: string[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (!(value instanceof Object) || depth > DEPTH) return;
    const one: Described = value;
    const { code, rawCode, originalCode, kind, message, originalMessage } = one;
    for (const text of [code, rawCode, originalCode, kind])
      if (typeof text === 'string' || typeof text === 'number') codes.push(String(text));
    for (const text of [message, originalMessage]) if (typeof text === 'string') words.push(text);
    const { cause, errors, meta, driverAdapterError } = one;
    const inner = [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
    for (const hidden of inner) visit(hidden, depth + 1);
  };
  visit(error, 0);
  return { codes, words: words.join('\n') };
}
