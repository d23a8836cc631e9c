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
    const { code, rawCode, originalCode, kind, message, originalMessage, ...rest }: Described = value;
    for (const one of [code, rawCode, originalCode, kind])
      if (typeof one === 'string' || typeof one === 'number') codes.push(String(one));
    for (const one of [(value as Described).message ?? message, originalMessage])
      if (typeof one === 'string') words.push(one);
    const { cause, errors, meta, driverAdapterError } = { ...rest, cause: (value as Described).cause };
    const inner = [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
    for (const one of inner) visit(one, depth + 1);
  };
  visit(error, 0);
  return { codes, words: words.join('\n') };
}
