import { inspect } from 'node:util';

/** An error and its causes in one line, for logs and operators. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (let current = error, depth = 0; current !== undefined && current !== null && depth < 4; depth++) {
    parts.push(current instanceof Error ? current.message || current.name : inspect(current, { depth: 1 }));
    current = current instanceof Error ? current.cause : undefined;
  }
  return parts.join(': ') || inspect(error);
}
