import { parseArgs } from 'node:util';
import { UsageError } from './command-line.ts';

/**
 * The values of a program's options, each of which takes a text. `null` after `--help`, whose answer was printed.
 * Throws a `UsageError` with the usage for anything else, and where a required option is missing.
 */
export function readOptions<Name extends string>(
  usage: string,
  required: readonly Name[],
): Record<Name, string> | null {
  const options = Object.fromEntries(required.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values } = parseArgs({
      options: { ...options, help: { type: 'boolean' as const, short: 'h', default: false } },
    });
    if (values.help) {
      process.stdout.write(`${usage}\n`);
      return null;
    }
    const given = values as Partial<Record<Name, string>>;
    const missing = required.find((name) => !given[name]?.trim());
    if (missing !== undefined) throw new UsageError(`--${missing} is required`);
    return given as Record<Name, string>;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
