import { isolate } from '../../../src/localization/direction.ts';
import { defaultFormatStyle } from '../../../src/localization/formats/format-style.ts';
import { createReader } from '../../../src/web/dashboard/words/create-reader.ts';
import { cutAtIsolates } from '../../../src/web/dashboard/words/cut-at-isolates.ts';

describe('cutAtIsolates', () => {
  it.each([
    ['', []],
    ['words', ['words']],
    [isolate('value'), [{ value: 'value' }]],
    [`${isolate('a')} and ${isolate('b')}`, [{ value: 'a' }, ' and ', { value: 'b' }]],
    [`of ${isolate(`${isolate('5')} requests`)} left`, ['of ', { value: '5 requests' }, ' left']],
    [`nothing ${isolate('')}here`, ['nothing ', 'here']],
  ])('tells the words of %j from its values', (message, pieces) => {
    const found = cutAtIsolates(message).map(({ text, isValue }) => (isValue ? { value: text } : text));
    expect(found).toEqual(pieces);
  });

  it('finds every value of a message, whichever language it is in', () => {
    for (const locale of ['en', 'fa'] as const) {
      const { translate } = createReader(defaultFormatStyle(locale, 'UTC'));
      const pieces = cutAtIsolates(translate('alert-quota-name', { model: 'm', unit: 'u', window: 'w' }));
      expect(pieces.flatMap(({ text, isValue }) => (isValue ? [text] : []))).toEqual(['m', 'u', 'w']);
    }
  });
});
