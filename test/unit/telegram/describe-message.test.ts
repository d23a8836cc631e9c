import fc from 'fast-check';
import { describeUnseen } from '../../../src/telegram/contents/describe-extras.ts';
import { describeMessage } from '../../../src/telegram/contents/describe-message.ts';
import { repliedWords, withReplied } from '../../../src/telegram/contents/replied-to.ts';

/** Takes what the types of today do not know, too. */
const describeIt: (message: object) => string = describeMessage;

const OPTIONS = [
  { persistent_id: 'a', text: 'Tea', voter_count: 2 },
  { persistent_id: 'b', text: 'قهوه', voter_count: 0 },
];
const POLL = { id: '1', question: 'What to drink?', options: OPTIONS, total_voter_count: 2, type: 'regular' };
const CHECKLIST = {
  title: 'Shopping',
  tasks: [
    { id: 1, text: 'milk', completion_date: 5, completed_by_user: { id: 1 } },
    { id: 2, text: 'bread' },
  ],
};
const TEHRAN = { latitude: 35.69, longitude: 51.39 };

describe('what a person sees in a message', () => {
  it.each([
    ['a poll', { poll: POLL }, 'Poll (2 voters): What to drink?\n- Tea (2 votes)\n- قهوه'],
    [
      'a poll with places and pictures',
      {
        poll: {
          ...POLL,
          media: { photo: [{}] },
          options: [
            { ...OPTIONS[0], media: { venue: { title: 'Café', address: 'Street 1', location: TEHRAN } } },
            { ...OPTIONS[1], media: { sticker: { emoji: '☕' } } },
          ],
        },
      },
      'Poll (2 voters): What to drink?\n(a picture, which cannot be seen here)\n' +
        '- Tea (Place: Café, Street 1 (latitude 35.69, longitude 51.39)) (2 votes)\n- قهوه (a sticker ☕)',
    ],
    [
      'a quiz',
      { poll: { ...POLL, type: 'quiz', is_closed: true, correct_option_ids: [1], explanation: 'It is.' } },
      'Quiz (closed, 2 voters): What to drink?\n- Tea (2 votes)\n- قهوه (correct)\nExplanation: It is.',
    ],
    ['a checklist', { checklist: CHECKLIST }, 'Checklist: Shopping\n- [x] milk\n- [ ] bread'],
    ['a location', { location: TEHRAN }, 'Location: latitude 35.69, longitude 51.39'],
    [
      'a live location',
      { location: { ...TEHRAN, live_period: 60 } },
      'Live location: latitude 35.69, longitude 51.39',
    ],
    [
      'a venue',
      { location: TEHRAN, venue: { location: TEHRAN, title: 'Café', address: 'Main St 1' } },
      'Place: Café, Main St 1 (latitude 35.69, longitude 51.39)',
    ],
    [
      'a contact',
      { contact: { first_name: 'Sara', last_name: 'Ahmadi', phone_number: '+98 912 000' } },
      'Contact: Sara Ahmadi, +98 912 000',
    ],
    ['dice', { dice: { emoji: '🎲', value: 4 } }, 'Dice 🎲: 4'],
    [
      'a game',
      { game: { title: 'Chess', description: 'Mate in two', photo: [] } },
      'Game: Chess\nMate in two',
    ],
    [
      'an invoice',
      {
        invoice: {
          title: 'Mug',
          description: 'Blue',
          currency: 'EUR',
          total_amount: 1250,
          start_parameter: '',
        },
      },
      'Invoice: Mug, 12.50 EUR\nBlue',
    ],
    [
      'a giveaway',
      { giveaway: { winner_count: 3, prize_star_count: 500, chats: [] } },
      'Giveaway of 500 Telegram Stars to 3 winners',
    ],
    [
      'a button that leads somewhere',
      {
        text: 'News',
        reply_markup: {
          inline_keyboard: [
            [
              { text: 'Read', url: 'https://a.example' },
              { text: 'x', callback_data: 'y' },
            ],
          ],
        },
      },
      'News\n[Read](https://a.example)',
    ],
  ])('of %s is told as text', (_, message, text) => {
    expect(describeIt(message)).toBe(text);
  });

  it.each([
    [
      'a link behind words',
      'see here now',
      [{ type: 'text_link', offset: 4, length: 4, url: 'https://a.example/x' }],
      'see [here](https://a.example/x) now',
    ],
    ['an address itself', 'https://a.example', [{ type: 'url', offset: 0, length: 17 }], 'https://a.example'],
    [
      'code with its language',
      'Look:\nlet x = 1\nok?',
      [{ type: 'pre', offset: 6, length: 9, language: 'js' }],
      'Look:\n```js\nlet x = 1\n```\nok?',
    ],
    ['code in the middle of a line', 'a 1 b', [{ type: 'pre', offset: 2, length: 1 }], 'a \n```\n1\n```\n b'],
    [
      'code that holds a fence',
      '```\nx\n```',
      [{ type: 'pre', offset: 0, length: 9, language: 'md' }],
      '````md\n```\nx\n```\n````',
    ],
    ['words of code', 'run `ls` now', [{ type: 'code', offset: 4, length: 4 }], 'run `` `ls` `` now'],
    ['a quotation', 'so:\none\ntwo', [{ type: 'blockquote', offset: 4, length: 7 }], 'so:\n> one\n> two'],
    ['what is struck out', 'yes no', [{ type: 'strikethrough', offset: 4, length: 2 }], 'yes ~~no~~'],
    [
      'code behind a link',
      'ls',
      [
        { type: 'text_link', offset: 0, length: 2, url: 'u' },
        { type: 'code', offset: 0, length: 2 },
      ],
      '[`ls`](u)',
    ],
    [
      'marks of a wrong shape',
      'abc',
      [{ type: 'code', offset: -1, length: 2 }, { type: 'code', offset: 2, length: 9 }, { type: 'code' }],
      'abc',
    ],
    ['emphasis, which changes nothing', 'abc', [{ type: 'bold', offset: 0, length: 3 }], 'abc'],
  ])('of %s is told as Markdown', (_, text, entities, marked) => {
    expect(describeIt({ text, entities })).toBe(marked);
    expect(describeIt({ caption: text, caption_entities: entities })).toBe(marked);
  });

  it('of a rich message is told as Markdown', () => {
    const blocks = [
      { type: 'heading', size: 2, text: ['Plan ', { type: 'bold', text: 'A' }] },
      {
        type: 'paragraph',
        text: [
          'See ',
          { type: 'url', text: 'this', url: 'https://a.example' },
          ' and ',
          { type: 'mathematical_expression', expression: 'x^2' },
        ],
      },
      {
        type: 'list',
        items: [
          { label: '1.', blocks: [{ type: 'paragraph', text: 'one' }] },
          { label: '', has_checkbox: true, is_checked: true, blocks: [{ type: 'paragraph', text: 'done' }] },
        ],
      },
      { type: 'pre', language: 'python', text: 'print(1)' },
      { type: 'blockquote', blocks: [{ type: 'paragraph', text: 'wise' }], credit: 'Sara' },
      {
        type: 'table',
        cells: [
          [{ text: 'a' }, { text: 'b' }],
          [{ text: '1' }, {}],
        ],
      },
      { type: 'details', summary: 'More', blocks: [{ type: 'paragraph', text: 'inside' }] },
      { type: 'photo', photo: [], caption: { text: 'A cat', credit: 'me' } },
      { type: 'something_new', text: 'words' },
    ];
    expect(describeIt({ rich_message: { blocks } })).toBe(
      [
        '## Plan A',
        'See [this](https://a.example) and $x^2$',
        '1. one\n- [x] done',
        '```python\nprint(1)\n```',
        '> wise\n> — Sara',
        '| a | b |\n| 1 |  |',
        'More\ninside',
        'A cat\nme',
        'words',
      ].join('\n\n'),
    );
  });

  it.each([
    [
      'a file by its name',
      { document: { file_id: 'f', file_name: 'report.pdf' } },
      '(a file "report.pdf", which cannot be seen here)',
    ],
    ['a picture as nothing', { document: { file_id: 'f', mime_type: 'image/png' } }, ''],
    [
      'a sticker by its emoji',
      { sticker: { file_id: 'f', emoji: '😀' } },
      '(a sticker 😀, which cannot be seen here)',
    ],
    [
      'a story by whose it is',
      { story: { id: 1, chat: { id: 1, type: 'channel', title: 'News' } } },
      '(a story of News, which cannot be seen here)',
    ],
    ['a video', { video: { file_id: 'f' } }, '(a video, which cannot be seen here)'],
    ['nothing', {}, ''],
  ])('but cannot be told names %s', (_, message, text) => {
    expect(describeUnseen(message as never)).toBe(text);
  });

  it('never fails, whatever shape the parts of a message have', () => {
    const leaf = fc.oneof(fc.constant(null), fc.string(), fc.integer(), fc.constant([null]), fc.constant({}));
    const parts = ['options', 'tasks', 'question', 'location', 'blocks', 'inline_keyboard', 'title', 'chat'];
    const part = fc.oneof(leaf, fc.dictionary(fc.constantFrom(...parts), fc.oneof(leaf, fc.array(leaf))));
    const names = [
      'text',
      'entities',
      'caption',
      'rich_message',
      'reply_markup',
      'poll',
      'checklist',
      'venue',
    ];
    const more = [
      'location',
      'contact',
      'dice',
      'game',
      'invoice',
      'giveaway',
      'story',
      'document',
      'sticker',
    ];
    const message = fc.dictionary(fc.constantFrom(...names, ...more), part);
    fc.assert(
      fc.property(message, (content) => {
        expect(typeof describeIt(content)).toBe('string');
        expect(typeof describeUnseen(content)).toBe('string');
      }),
    );
  });
});

describe('a reply', () => {
  const replying = (answered: object, more: object = {}) =>
    ({
      message_id: 2,
      date: 1,
      chat: { id: 1, type: 'private' },
      text: 'why?',
      reply_to_message: answered,
      ...more,
    }) as never;

  it('is about all of a long message', () => {
    const long = 'word '.repeat(800);
    expect(repliedWords(replying({ text: long }))).toBe(long.trim());
  });

  it('is about the task or the option that it answers', () => {
    const task = replying({ checklist: CHECKLIST }, { reply_to_checklist_task_id: 2 });
    expect(repliedWords(task)).toBe('Checklist: Shopping\n- [x] milk\n- [ ] bread\nThe reply is to: bread');
    const option = replying({ poll: POLL }, { reply_to_poll_option_id: 'b' });
    expect(repliedWords(option)).toContain('The reply is to: قهوه');
  });

  it('is about what was picked, as it looks', () => {
    const quote = {
      text: 'no more',
      position: 0,
      entities: [{ type: 'strikethrough', offset: 0, length: 2 }],
    };
    expect(repliedWords(replying({ text: 'no more tea' }, { quote }))).toBe('~~no~~ more');
  });

  it('names what cannot be seen above what is written below it', () => {
    const video = replying({ video: { file_id: 'f' }, caption: 'Our trip' });
    expect(withReplied(video, 9, 'where?')).toBe(
      '[In reply to this message:]\n> (a video, which cannot be seen here)\n> Our trip\n\nwhere?',
    );
    const story = replying(undefined as never, {
      reply_to_story: { id: 1, chat: { id: 1, first_name: 'Sara' } },
    });
    expect(withReplied(story, 9, 'where?')).toContain('a story of Sara');
  });
});
