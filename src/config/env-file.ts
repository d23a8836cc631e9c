import { withoutInvisible } from './clean-value.ts';
import { decodeText } from './files/decode-text.ts';

export interface EnvFile {
  values: Readonly<Record<string, string>>;
  /** The numbers of lines that are neither a setting nor a comment. */
  strangeLines: readonly number[];
  /** Names that are set again to something else; the last value counts. */
  repeated: readonly string[];
}

/** In double quotes `\n` is a new line. Behind the closing quote stands at most a comment: `'it's'` ends at the last one. */
const QUOTED = /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`)(?=[^\S\n]*(?:#.*)?$)/m;
/** Double quotes within double quotes, escaped. */
const ESCAPED = /^"((?:\\.|[^"\\\n])*)"(?=[^\S\n]*(?:#.*)?$)/m;
const SETTING = /^[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)[^\S\n]*=[^\S\n]*/;
const EMPTY = /^[^\S\n]*(#.*)?$/;

/**
 * Reads a `.env` file as editors of any system write it: UTF-8 or UTF-16, with a byte order mark or without, with any
 * ends of lines.
 */
export function parseEnvFile(bytes: Uint8Array): EnvFile {
  const values: Record<string, string> = {};
  const strangeLines: number[] = [];
  const repeated = new Set<string>();
  let rest = withoutInvisible(decodeText(bytes)).replaceAll(/\r\n?/g, '\n');
  for (let line = 1; rest !== '';) {
    const { setting, length } = readSetting(rest);
    if (setting) {
      if (Object.hasOwn(values, setting.name) && values[setting.name] !== setting.value)
        repeated.add(setting.name);
      values[setting.name] = setting.value;
    } else if (!EMPTY.test(rest.slice(0, length))) strangeLines.push(line);
    line += rest.slice(0, length + 1).split('\n').length - 1;
    rest = rest.slice(length + 1);
  }
  return { values, strangeLines, repeated: [...repeated] };
}

/** The first setting, with the length of its lines; a quoted value may have several. */
function readSetting(text: string): { setting: { name: string; value: string } | null; length: number } {
  const start = SETTING.exec(text);
  const value = text.slice(start?.[0].length ?? 0);
  const quoted = start ? (QUOTED.exec(value) ?? ESCAPED.exec(value)) : null;
  const end = lengthOfLine(text, (start?.[0].length ?? 0) + (quoted?.[0].length ?? 0));
  const name = start?.[1];
  if (name === undefined) return { setting: null, length: end };
  return { setting: { name, value: quoted ? unquote(quoted) : plainValue(value) }, length: end };
}

function lengthOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function unquote([, double, single, back]: RegExpExecArray): string {
  return (
    double?.replaceAll(/\\(["n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign)) ?? single ?? back ?? ''
  );
}

/** A comment begins at a # that begins a word: in a password it is a character like others. */
function plainValue(text: string): string {
  const line = text.slice(0, lengthOfLine(text, 0));
  return line.replace(/(^|\s)#.*$/, '').trim();
}
