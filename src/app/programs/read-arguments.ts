import { parseArgs, type ParseArgsConfig } from 'node:util';
import { npmSettings } from '../../config/npm-settings.ts';
import type { ProgramOption, ProgramOptions, ProgramUsage } from './program-usage.ts';
import { UsageError } from './usage-error.ts';

type ValueOf<Option extends ProgramOption> = Option['type'] extends 'boolean'
  ? boolean
  : Option extends { default: string }
    ? string
    : string | undefined;

export type ProgramValues<Options extends ProgramOptions> = {
  [Name in keyof Options]: ValueOf<Options[Name]>;
};

/** The options that a program was called with; `null` for `--help`. Throws a `UsageError` for anything else. */
export function readArguments<Options extends ProgramOptions>(
  { command, options }: ProgramUsage<Options>,
  words: readonly string[],
): ProgramValues<Options> | null {
  const types = Object.entries(options).map(([name, { type }]) => [name, { type }] as const);
  const { values, positionals } = parse(words, {
    ...Object.fromEntries(types),
    help: { type: 'boolean', short: 'h' },
  });
  if (values['help']) return null;
  expectNothingKept(command, options, positionals);
  const [word] = positionals;
  if (word !== undefined) throw new UsageError(`Unknown argument '${word}'.`);
  const defaults = Object.entries(options).map(([name, { type, default: usual }]) => [
    name,
    usual ?? (type === 'boolean' ? false : undefined),
  ]);
  return { ...Object.fromEntries(defaults), ...values } as ProgramValues<Options>;
}

function parse(words: readonly string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    // Node's advice behind the first sentence is about positional arguments, which no program here takes.
    const [sentence = ''] = (error as Error).message.split('. ');
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`, { cause: error });
  }
}

/**
 * npm keeps options that stand before `--`: depending on its version it passes them as settings of its own, or passes
 * on their values alone.
 */
function expectNothingKept(command: string, options: ProgramOptions, positionals: readonly string[]): void {
  const rest = [...positionals];
  const kept = npmSettings(Object.keys(options));
  const words = Object.entries(options).flatMap(([name, option]) => {
    const setting = kept[name];
    const isFlag = setting === undefined || setting === 'true' || setting === '';
    const at = isFlag && option.type === 'string' ? rest.findIndex((word) => option.accepts?.test(word)) : -1;
    const [value] = at < 0 ? [isFlag ? undefined : setting] : rest.splice(at, 1);
    if (setting === undefined && value === undefined) return [];
    return [value === undefined || option.type === 'boolean' ? `--${name}` : `--${name} ${value}`];
  });
  if (words.length > 0)
    throw new UsageError(
      `npm keeps options that do not follow a --. Write: ${command} -- ${words.join(' ')}`,
    );
}
