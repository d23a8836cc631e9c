import { stripMarks } from '../../../src/localization/direction.ts';
import { readerFormatStyle } from '../../../src/localization/formats/format-style.ts';
import { LOCALES } from '../../../src/localization/locale.ts';
import { createReader } from '../../../src/web/dashboard/words/create-reader.ts';
import { cutAtIsolates } from '../../../src/web/dashboard/words/cut-at-isolates.ts';
import { everyFilled, VALUES } from '../../support/every-message.ts';

/** Values that no message has among its own words. */
const TELLING = [VALUES.number, VALUES.date, VALUES.model, VALUES.name, VALUES.Hebrew_name, VALUES.money];

describe.each(LOCALES)('every message of the dashboard and of its first view (%s)', (locale) => {
  const { translate } = createReader(readerFormatStyle(locale, 'UTC'));
  const texts = everyFilled(locale, translate, 'shared', 'dashboard', 'first-view');

  it('is found, with all of its variables', () => {
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter((text) => /^[a-z]+(?:-[a-z0-9]+)+$/.test(text) || text.includes('{'))).toEqual([]);
  });

  it('isolates each value, so that the page can give each a direction', () => {
    for (const text of texts) {
      const pieces = cutAtIsolates(text);
      const own = pieces.filter(({ isValue }) => !isValue).map((piece) => piece.text);
      // A message that is but one value needs nothing around it.
      const isBare = (value: string) => own.join('').includes(value) && text !== value;
      expect(TELLING.filter(isBare)).toEqual([]);
      expect(pieces.map((piece) => piece.text).join('')).toBe(stripMarks(text));
      // No mark is among the words: the page says which way they run.
      expect(own.join('').replaceAll('\u200C', '')).not.toMatch(/\p{Cf}/u);
    }
  });
});
