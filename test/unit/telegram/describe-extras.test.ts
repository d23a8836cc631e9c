import type { Message } from 'grammy/types';
import { describeMessage } from '../../../src/telegram/contents/describe-message.ts';
import { withReplied } from '../../../src/telegram/contents/replied-to.ts';
import { pictureIn } from '../../../src/telegram/contents/picture-in.ts';

/** Takes what the types of today do not know, too. */
const describeIt: (message: object) => string = describeMessage;
const ask = (reply: object) => withReplied({ text: 'Why?', ...reply } as Message, 1, 'Why?');

describe('what a person sees of the rarer things in a message', () => {
  it.each([
    [
      'an invoice in whole money',
      { invoice: { title: 'Tea', description: 'Hot', currency: 'JPY', total_amount: 500 } },
      'Invoice: Tea, 500 JPY\nHot',
    ],
    [
      'an invoice with hundredths',
      { invoice: { title: 'Tea', description: 'Hot', currency: 'EUR', total_amount: 505 } },
      'Invoice: Tea, 5.05 EUR\nHot',
    ],
    ['a song', { audio: { title: 'Song', performer: 'She' } }, 'Audio: She – Song'],
    ['a song of nobody', { audio: { title: 'Song' } }, 'Audio: Song'],
    ['a new title', { new_chat_title: 'Tea' }, 'The chat was renamed to: Tea'],
    ['a pinned message', { pinned_message: { text: 'At nine' } }, 'Pinned: At nine'],
    ['a gift', { gift: { text: 'For you' } }, 'Gift: For you'],
    [
      'a page below a message',
      { text: 'Look', link_preview_options: { url: 'https://e.org' } },
      'Look\nhttps://e.org',
    ],
    [
      'a page that the text names',
      { text: 'https://e.org', link_preview_options: { url: 'https://e.org' } },
      'https://e.org',
    ],
    [
      'a page that is hidden',
      { text: 'Look', link_preview_options: { url: 'https://e.org', is_disabled: true } },
      'Look',
    ],
    [
      'a moment',
      {
        text: 'on Friday',
        entities: [{ type: 'date_time', offset: 3, length: 6, unix_time: 1_800_000_000 }],
      },
      'on Friday (2027-01-15 08:00 UTC)',
    ],
    [
      'a moment that is none',
      { text: 'on Friday', entities: [{ type: 'date_time', offset: 3, length: 6, unix_time: 'x' }] },
      'on Friday',
    ],
    [
      'a quiz of an older server',
      {
        poll: { question: 'Q?', type: 'quiz', options: [{ text: 'A' }, { text: 'B' }], correct_option_id: 1 },
      },
      'Quiz: Q?\n- A\n- B (correct)',
    ],
  ])('is told: %s', (_, message, text) => {
    expect(describeIt(message)).toBe(text);
  });

  it('is said not to be known, of a message elsewhere', () => {
    expect(ask({ external_reply: { origin: { type: 'user' } } })).toContain('which cannot be seen here');
    expect(ask({ external_reply: { photo: [{}] } })).toBe('Why?');
    expect(ask({ external_reply: { origin: {} }, quote: { text: 'this' } })).toContain('> this');
  });
});

describe('a live photo of another chat', () => {
  it('is the picture that stands still', () => {
    const photo = [{ file_id: 'still', file_unique_id: 's', width: 800, height: 600 }];
    const live = {
      live_photo: { photo, file_id: 'film', file_unique_id: 'f', width: 8, height: 6, duration: 2 },
    };
    expect(pictureIn(live)).toEqual([{ fileId: 'still', bytes: 0 }]);
    expect(withReplied({ external_reply: live } as never, 9, 'where?')).toBe('where?');
  });
});
