import { readFileSync } from 'node:fs';
import { parse, type Pattern, type SelectExpression } from '@fluent/syntax';
import type { Locale } from '../../src/localization/locale.ts';

/** The files of each language: what only the bot says, what all say, and what only the dashboard says. */
export const FILES = ['bot', 'shared', 'dashboard', 'first-view'] as const;
export type MessageFile = (typeof FILES)[number];

/** The patterns of one language by their keys. */
export type Patterns = ReadonlyMap<string, Pattern>;

export function readSource(file: MessageFile, locale: Locale): string {
  const name = file === 'bot' ? `${locale}.ftl` : `${file}.${locale}.ftl`;
  return readFileSync(new URL(`../../locales/${name}`, import.meta.url), 'utf8');
}

export function readMessages(locale: Locale, ...files: readonly MessageFile[]): Patterns {
  const entries = files.flatMap((file) => parse(readSource(file, locale), { withSpans: false }).body);
  return new Map(
    entries.flatMap((entry): [string, Pattern][] =>
      entry.type === 'Message' && entry.value ? [[entry.id.name, entry.value]] : [],
    ),
  );
}

interface Node {
  type: string;
  id?: { name: string };
}

/** Every part of a pattern that `isWanted`, and of the messages that it refers to. */
function partsOf<Part extends Node>(
  part: unknown,
  patterns: Patterns,
  isWanted: (node: Node) => node is Part,
): Part[] {
  if (typeof part !== 'object' || part === null) return [];
  const node = part as Node;
  const found = isWanted(node) ? [node] : [];
  const referred = node.type === 'MessageReference' ? patterns.get(node.id?.name ?? '') : undefined;
  const inner = [...Object.values(part), referred];
  return [...found, ...inner.flatMap((one) => partsOf(one, patterns, isWanted))];
}

export function variablesOf(pattern: unknown, patterns: Patterns): string[] {
  const isVariable = (node: Node): node is Node => node.type === 'VariableReference';
  const names = partsOf(pattern, patterns, isVariable).map(({ id }) => id?.name ?? '');
  return [...new Set(names)].toSorted();
}

export function selectsOf(pattern: Pattern, patterns: Patterns): SelectExpression[] {
  const isSelect = (node: Node): node is SelectExpression => node.type === 'SelectExpression';
  return partsOf(pattern, patterns, isSelect);
}

/** The keys of the messages that a pattern refers to, and of those that these refer to. */
export function referredBy(pattern: Pattern, patterns: Patterns): string[] {
  const isReference = (node: Node): node is Node => node.type === 'MessageReference';
  return partsOf(pattern, patterns, isReference).map(({ id }) => id?.name ?? '');
}

/** The words of a pattern, without its variables and the names of its choices. */
export function textsOf(pattern: Pattern): string[] {
  const isText = (node: Node): node is Node & { value: string } => node.type === 'TextElement';
  return partsOf(pattern, new Map(), isText).map(({ value }) => value);
}
