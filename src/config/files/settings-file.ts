import { readFileSync, statSync } from 'node:fs';
import type * as v from 'valibot';
import { fileProblem } from '../../foundation/files/file-problem.ts';
import { decodeText } from './decode-text.ts';
import { editDistance } from './edit-distance.ts';
import { jsonLine, parseJson, repeatedKeys } from './json-line.ts';

/** What is said of a key that is not there. */
export const MISSING = 'is missing';

/** Something in a file of settings that the operator has to correct. */
export interface Mistake {
  /** Keys and indexes from the root. */
  path: readonly string[];
  message: string;
}

/** Thrown with every mistake of a file, each with its place. */
export class SettingsFileError extends Error {
  override readonly name = 'SettingsFileError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

/**
 * The object that a file holds. Throws a `SettingsFileError` with every mistake in it, and every key that stands twice;
 * `wanted` is said of anything but an object.
 */
export function parseSettings(
  text: string,
  wanted: string,
  mistakesIn: (whole: Record<string, unknown>) => readonly Mistake[],
): Record<string, unknown> {
  const whole = parseJson(text);
  if (!isObject(whole)) throw new SettingsFileError([wanted]);
  // JSON silently keeps the last of two equal keys, and only the operator knows which one is right.
  const repeated = repeatedKeys(text).map(({ path }) => ({ path, message: 'is repeated' }));
  expectNone([...repeated, ...mistakesIn(whole)], text);
  return whole;
}

/** Throws a `SettingsFileError` that says the mistakes as they stand in the file, each once. */
function expectNone(mistakes: readonly Mistake[], text: string): void {
  if (mistakes.length === 0) return;
  const placed = mistakes.map(({ path, message }) => ({
    line: jsonLine(text, path),
    words: `${path.join(' → ')} ${message}`,
  }));
  const said = placed.toSorted((a, b) => a.line - b.line).map(({ line, words }) => `line ${line}: ${words}`);
  throw new SettingsFileError([...new Set(said)]);
}

/** What a schema says of the value at `path`. */
export function toMistake(
  path: readonly string[],
  { message, path: within, received, type }: v.BaseIssue<unknown>,
): Mistake {
  const isMissing = type === 'object' && received === 'undefined';
  return {
    path: [...path, ...(within ?? []).map((item) => String(item.key))],
    message: isMissing ? MISSING : message,
  };
}

/** The keys of an object that it may not hold. */
export function unknownKeys(
  value: unknown,
  path: readonly string[],
  { known, message }: { known: readonly string[]; message: string },
): Mistake[] {
  if (!isObject(value)) return [];
  const strange = Object.keys(value).filter((key) => !known.includes(key));
  return strange.map((key) => ({ path: [...path, key], message }));
}

/**
 * A misspelt key also counts as a missing one; its own line tells more. One that goes on or ends early is always taken as
 * meant, any other with so many letters wrong at most.
 */
export function isMisspelt(
  { path, message }: Mistake,
  unknown: readonly Mistake[],
  mostWrongLetters = 0,
): boolean {
  if (message !== MISSING) return false;
  const key = path.at(-1)?.toLowerCase() ?? '';
  return unknown.some(({ path: other }) => {
    const written = other.at(-1)?.toLowerCase() ?? '';
    const isBeside = other.slice(0, -1).join('\n') === path.slice(0, -1).join('\n');
    return isBeside && (isPartOf(written, key) || editDistance(written, key) <= mostWrongLetters);
  });
}

/** The key that a strange one is meant for: it goes on, ends early, or has two letters wrong at most. */
export function nearestKey(strange: string, known: readonly string[]): string | null {
  const written = strange.toLowerCase();
  const isMeant = (key: string) =>
    isPartOf(written, key.toLowerCase()) || editDistance(written, key.toLowerCase()) <= 2;
  return known.find(isMeant) ?? null;
}

/** Whether one of two words is the beginning of the other. */
function isPartOf(written: string, key: string): boolean {
  return written !== '' && (written.startsWith(key) || key.startsWith(written));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a file that a setting names. Throws an error that says in words why it cannot be read. */
export function readSettingsFile(file: string): string {
  try {
    // Reading a pipe or a device may never end.
    if (statSync(file).isFile()) return decodeText(readFileSync(file));
  } catch (error) {
    const problem = fileProblem(error);
    throw problem === null ? error : new SettingsFileError([problem]);
  }
  throw new SettingsFileError([
    statSync(file).isDirectory() ? 'is a folder. Name a file' : 'is no file of text. Name one',
  ]);
}

/** What is said of a failure to read or understand a file of settings: a sentence for each mistake. */
export function problemsOf(error: unknown): readonly string[] {
  if (error instanceof SettingsFileError) return error.problems;
  return [error instanceof Error ? error.message : String(error)];
}
