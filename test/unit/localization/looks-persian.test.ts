import { looksPersian } from '../../../src/localization/looks-persian.ts';

describe('looksPersian', () => {
  it.each([
    'سلام',
    'پایتخت فرانسه کجاست؟',
    '@ledger_demo_bot سلام',
    'سلام /help https://example.org/abc',
    'API چیست؟',
  ])('sees Persian in %s', (text) => expect(looksPersian(text)).toBe(true));

  it.each(['', 'hello', '۱۲۳؟', 'What does سلام mean?', 'كيف حالك؟', 'Привет', '/help', '🎉'])(
    'sees none in %s',
    (text) => expect(looksPersian(text)).toBe(false),
  );
});
