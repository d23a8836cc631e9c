import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Locale } from './locale.ts';
import { projectFile } from '../foundation/files/project-file.ts';

const MESSAGE_START = /^-?[a-zA-Z][\w-]* *=/;
const ALLOWED_START = /^(?:[ #}]|$)/;

/**
 * A bundle of the messages in `sources`, by the names of their files. Throws when a line of them is no Fluent: the
 * runtime parser would skip the message in silence, and people would read its key.
 */
export function createLocaleBundle(locale: Locale, sources: Readonly<Record<string, string>>): FluentBundle {
  // English has no right-to-left words of its own; names are isolated before they are passed in.
  const bundle = new FluentBundle(locale, { useIsolating: locale === 'fa' });
  for (const [file, source] of Object.entries(sources)) {
    const resource = new FluentResource(source);
    const problems = findSyntaxProblems(source, resource.body.length);
    problems.push(...bundle.addResource(resource).map((error) => error.message));
    if (problems.length > 0) throw new SyntaxError(`locales/${file}: ${problems.join('; ')}`);
  }
  return bundle;
}

/** The bundle of what the bot and its reports say, from `locales/`. */
export function loadLocaleBundle(locale: Locale): FluentBundle {
  const folder = projectFile('locales/');
  const files = [`shared.${locale}.ftl`, `first-view.${locale}.ftl`, `${locale}.ftl`];
  const sources = files.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]);
  return createLocaleBundle(locale, Object.fromEntries(sources));
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
