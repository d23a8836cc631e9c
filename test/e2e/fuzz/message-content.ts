import * as fc from 'fast-check';
import type { MessageEntity } from 'grammy/types';

/** Words in people's messages that must not appear in logs. */
export const PERSONS_WORDS = 'quagga-words';
/** Words in the providers' answers that must not appear in logs. */
export const PROVIDERS_WORDS = 'okapi-words';

const COMMANDS = [
  'start',
  'help',
  'new',
  'new all',
  'model',
  'usage',
  'language',
  'privacy',
  'cancel',
  'cost',
  'dashboard',
  'ai_usage',
  'ai_usage 7',
  'ai_usage ۷',
  'ai_usage 101',
  'ai_usage -1',
  'ai_usage 1e9',
  'settings',
  'start link',
  'unknown',
  'ai_usage@ledger_demo_bot',
  'ai_usage@other_bot',
  'settings@ledger_demo_bot 1',
];

const odd = fc.constantFrom(
  '\ud800',
  '\u202e\u2066\u2069',
  '\u0000',
  '<b>&lt;i</b><script>',
  '**a**_b_`c```\n[x](javascript:1)',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '%s${1}{{x}}',
  'ا\u200cب\u200fپ',
  '$100 $x_1$ \\frac{1}{0}',
);
const plain = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  odd,
  fc.constantFrom(
    `Tell me of ${PERSONS_WORDS}`,
    'What is the capital of France?',
    'یک شعر بگو',
    '@ledger_demo_bot hello',
    '۱۲۳',
    '12',
    '0.5 1.5',
    'groq/openai/gpt-oss-120b 1 2',
    'x'.repeat(4_096),
  ),
);
const entity: fc.Arbitrary<MessageEntity> = fc.record({
  type: fc.constantFrom('bot_command', 'mention', 'url', 'bold') as fc.Arbitrary<'bold'>,
  offset: fc.integer({ min: -5, max: 50 }),
  length: fc.integer({ min: -5, max: 5_000 }),
});

const command = fc.constantFrom(...COMMANDS).map((name) => {
  const [word = ''] = `/${name}`.split(' ');
  return { text: `/${name}`, entities: [{ type: 'bot_command', offset: 0, length: word.length }] };
});
const words = fc.record(
  { text: plain, entities: fc.array(entity, { maxLength: 3 }) },
  { requiredKeys: ['text'] },
);

const size = fc.oneof(fc.nat(50_000_000), fc.constantFrom(0, -1, 2 ** 40));
const file = fc.record({
  file_id: fc.string({ maxLength: 20 }),
  file_unique_id: fc.constant('u'),
  file_size: size,
});
const media = (more: Record<string, unknown>) => file.map((it) => ({ ...it, ...more }));
const captioned = <Content extends object>(content: fc.Arbitrary<Content>): fc.Arbitrary<object> =>
  fc
    .record(
      { content, caption: plain, media_group_id: fc.constantFrom('1', '2') },
      { requiredKeys: ['content'] },
    )
    .map(({ content: inner, ...rest }) => ({ ...inner, ...rest }));

const files = captioned(
  fc.oneof(
    fc.array(media({ width: 90, height: 90 }), { maxLength: 3 }).map((photo) => ({ photo })),
    media({ duration: 3, mime_type: 'audio/ogg' }).map((voice) => ({ voice })),
    media({ duration: 1e9, mime_type: 'audio/x' }).map((audio) => ({ audio })),
    media({ mime_type: 'image/png', file_name: '../../x' }).map((document) => ({ document })),
    media({ length: 1, duration: 1 }).map((video_note) => ({ video_note })),
    media({ width: 1, height: 1, duration: 1 }).map((video) => ({ video })),
    media({ width: 1, height: 1, duration: 1 }).map((animation) => ({ animation, document: animation })),
    media({ type: 'regular', width: 1, height: 1, emoji: '🙂' }).map((sticker) => ({ sticker })),
  ),
);

/** Message contents other than texts and files, including service messages. */
const OTHERS: readonly object[] = [
  { contact: { phone_number: '1', first_name: 'x' } },
  { location: { latitude: 91, longitude: 181 } },
  { venue: { title: 'x', address: 'y', location: { latitude: 0, longitude: 0 } } },
  { dice: { emoji: '🎲', value: 7 } },
  { poll: { id: '1', question: 'x', options: [] } },
  { new_chat_members: [{ id: 1_000_000_001, is_bot: true, first_name: 'Ledger' }] },
  { left_chat_member: { id: 101, is_bot: false, first_name: 'x' } },
  { new_chat_title: 'x' },
  { group_chat_created: true },
  { migrate_to_chat_id: -1_001_999 },
  { migrate_from_chat_id: -500 },
  { pinned_message: { message_id: 1, date: 0, chat: { id: 101, type: 'private', first_name: 'x' } } },
  { forum_topic_created: { name: 'x', icon_color: 1 }, is_topic_message: true, message_thread_id: 5 },
  { web_app_data: { data: '{}', button_text: 'x' } },
  { successful_payment: { currency: 'XTR', total_amount: 1, invoice_payload: 'x' } },
  { users_shared: { request_id: 1, users: [{ user_id: 900 }] } },
  { giveaway_created: {} },
  { story: { id: 1, chat: { id: 1, type: 'private', first_name: 'x' } } },
  { paid_media: { star_count: 1, paid_media: [] } },
  {},
];

/** Any message content. */
export const messageContent: fc.Arbitrary<object> = fc.oneof(
  { weight: 4, arbitrary: command },
  { weight: 8, arbitrary: words },
  { weight: 2, arbitrary: files },
  { weight: 2, arbitrary: fc.constantFrom(...OTHERS) },
);
