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

/** What stands in the line outside of every isolate. */
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
  it('begins each line with exactly one right-to-left mark', () => {
    for (const line of lines.filter((line) => line !== '')) {
      expect(line.startsWith(RLM)).toBe(true);
      expect(line.lastIndexOf(RLM)).toBe(0);
    }
  });

  // Words of the contract's own lines, which are laid out right without isolates.
  const words = /\b(?:AI|API|Database|providers|prompt|completion|header)\b|header(?=ها)/g;

  it('isolates every number, date, amount, name and id', () => {
    for (const line of lines) {
      const rest = outsideIsolates(line).replaceAll(words, '');
      expect(rest).not.toMatch(/[0-9A-Za-z$%]/);
    }
  });

  it('closes each isolate on its line', () => {
    for (const line of lines) {
      expect(line.match(/\u2068/g)?.length).toBe(line.match(/\u2069/g)?.length);
    }
  });
});
