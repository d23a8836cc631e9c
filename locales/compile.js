// Compiles the messages of the dashboard, so that browsers carry neither a parser nor what only the bot says.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import { parse } from '@fluent/syntax';

const LOCALES = ['en', 'fa'];
/** What each script of the dashboard carries: a name for it, and its files in `locales/`. */
const SCRIPTS = [
  { name: 'first-view', constant: 'firstView', type: 'FirstViewMessages', files: ['first-view'] },
  { name: 'pages', constant: 'pages', type: 'PageMessages', files: ['shared', 'dashboard'] },
];

const generated = new URL('../src/web/dashboard/words/generated/', import.meta.url);
mkdirSync(generated, { recursive: true });
for (const script of SCRIPTS) {
  writeFileSync(new URL(`${script.name}.ts`, generated), moduleOf(script));
}

function moduleOf({ constant, type, files }) {
  const messages = Object.fromEntries(LOCALES.map((locale) => [locale, messagesOf(files, locale)]));
  const variables = Object.entries(messages.en).map(([id, pattern]) => {
    const names = new Set(variablesOf(pattern, messages.en));
    return `  '${id}': ${[...names].map((name) => `'${name}'`).join(' | ') || 'never'};\n`;
  });
  return [
    `// Made from ${files.map((file) => `locales/${file}.*.ftl`).join(' and ')} by locales/compile.js.\n`,
    `import type { Messages } from '../messages.ts';\n\n`,
    `/** The variables of each message. */\n`,
    `export interface ${type} {\n${variables.join('')}}\n\n`,
    `export const ${constant}: Messages<${type}> = ${JSON.stringify(messages, null, 2)};\n`,
  ].join('');
}

function messagesOf(files, locale) {
  return Object.fromEntries(files.flatMap((file) => entriesOf(`${file}.${locale}.ftl`)));
}

/** Throws where a line is no Fluent: the parser that compiles would leave the message out in silence. */
function entriesOf(file) {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8');
  for (const entry of parse(source, {}).body) {
    if (entry.type === 'Junk') throw new SyntaxError(`locales/${file}: ${entry.content}`);
  }
  return new FluentResource(source).body.map(({ id, value }) => [id, value]);
}

/** The variables that a part of a message names, itself or by way of another message. */
function variablesOf(part, messages) {
  if (part === null || typeof part !== 'object') return [];
  if (part.type === 'var') return [part.name];
  if (part.type === 'mesg') return variablesOf(messages[part.name], messages);
  return Object.values(part).flatMap((inner) => variablesOf(inner, messages));
}
