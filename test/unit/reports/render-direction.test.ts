import { defaultFormatStyle } from '../../../src/localization/format-style.ts';
import { createTranslator } from '../../../src/localization/translator.ts';
import { renderTelegram } from '../../../src/reports/render-telegram.ts';
import { readHtml } from './read-html.ts';
import { busyReport, GENERATED_AT } from './sample-report.ts';

const RLM = '\u200F';
const options = {
  translate: createTranslator('fa'),
  style: defaultFormatStyle('fa', 'UTC'),
  now: GENERATED_AT,
};
const lines = readHtml(renderTelegram(busyReport({ person: null }), { ...options, scheduled: true })).split(
  '\n',
);

/** The text of a line outside isolates. */
function outsideIsolates(line: string): string {
  let depth = 0;
  let outside = '';
  for (const character of line) {
    if (character === '\u2068') depth++;
    if (depth === 0) outside += character;
    if (character === '\u2069') depth--;
  }
  expect(depth).toBe(0);
  return outside;
}

describe('the Persian report', () => {
  it('starts each line with exactly one right-to-left mark', () => {
    for (const line of lines.filter((line) => line !== '')) {
      expect(line.startsWith(RLM)).toBe(true);
      expect(line.lastIndexOf(RLM)).toBe(0);
    }
  });

  // Words of the contract's own lines, which read correctly without isolates.
  const words = /\b(?:AI|API|Database|providers|prompt|completion|header)\b|header(?=ها)/g;

  it('isolates every number, date, amount, name and id', () => {
    for (const line of lines) {
      const rest = outsideIsolates(line).replaceAll(words, '');
      expect(rest).not.toMatch(/[0-9A-Za-z$%]/);
    }
  });

  it('closes each isolate on the same line', () => {
    for (const line of lines) {
      expect(line.match(/\u2068/g)?.length).toBe(line.match(/\u2069/g)?.length);
    }
  });
});
