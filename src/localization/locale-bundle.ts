import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Locale } from './locale.ts';

const MESSAGE_START = /^-?[a-zA-Z][\w-]* *=/;
const ALLOWED_START = /^(?:[ #}]|$)/;

/**
 * A bundle of the messages in `source`. Throws when a line of it is no Fluent: the runtime parser would
 * skip the message in silence, and people would read its key.
 */
export function createLocaleBundle(locale: Locale, source: string): FluentBundle {
  const resource = new FluentResource(source);
  const problems = findSyntaxProblems(source, resource.body.length);
  // English has no right-to-left words of its own; names are isolated before they are passed in.
  const bundle = new FluentBundle(locale, { useIsolating: locale === 'fa' });
  problems.push(...bundle.addResource(resource).map((error) => error.message));
  if (problems.length > 0) throw new SyntaxError(`locales/${locale}.ftl: ${problems.join('; ')}`);
  return bundle;
}

/** The bundle of `locales/<locale>.ftl`, beside `src/` and `dist/` alike. */
export function loadLocaleBundle(locale: Locale): FluentBundle {
  const file = new URL(`../../locales/${locale}.ftl`, import.meta.url);
  return createLocaleBundle(locale, readFileSync(file, 'utf8'));
}

function findSyntaxProblems(source: string, parsedMessages: number): string[] {
  const lines = source.split(/\r?\n/);
  const starts = lines.filter((line) => MESSAGE_START.test(line)).length;
  const problems = lines.flatMap((line, index) =>
    MESSAGE_START.test(line) || ALLOWED_START.test(line) ? [] : [`line ${index + 1} is no message`],
  );
  if (starts !== parsedMessages) problems.push(`${starts - parsedMessages} messages cannot be parsed`);
  return problems;
}
