import type { Chat } from 'grammy/types';
import type { SeenMessage } from './seen-message.ts';
import { listOf } from './list-of.ts';
import { PICTURE_TYPES } from './picture-type.ts';

/** The rarer things that a message may hold, as text for a model. */
export function describeExtras({
  dice,
  game,
  invoice,
  giveaway,
  giveaway_winners: winners,
  audio,
  pinned_message: pinned,
  new_chat_title: title,
  gift,
  unique_gift: unique,
  reply_markup: keyboard,
  ...rest
}: SeenMessage): string[] {
  return [
    ...(audio?.title ? [`Audio: ${[audio.performer, audio.title].filter(Boolean).join(' – ')}`] : []),
    ...(dice ? [`Dice ${dice.emoji}: ${dice.value}`] : []),
    ...(game ? [`Game: ${[game.title, game.description, game.text].filter(Boolean).join('\n')}`] : []),
    ...(invoice ? [`Invoice: ${invoice.title}, ${price(invoice)}\n${invoice.description}`] : []),
    ...(giveaway ? [`Giveaway of ${prize(giveaway)} to ${giveaway.winner_count} winners`] : []),
    ...(winners ? [`Giveaway of ${prize(winners)}, ${winners.winner_count} winners chosen`] : []),
    ...(typeof title === 'string' ? [`The chat was renamed to: ${title}`] : []),
    ...(pinned && 'text' in pinned ? [`Pinned: ${pinned.text}`] : []),
    ...[gift?.text, unique?.text].flatMap((words) => (words ? [`Gift: ${words}`] : [])),
    ...previewOf(rest),
    ...linksOf(keyboard),
  ];
}

/** The page that is shown below a message, which its text need not name. */
function previewOf({ link_preview_options: preview, text = '', entities }: SeenMessage): string[] {
  const { url, is_disabled: isHidden } = preview ?? {};
  const links = listOf(entities).flatMap((one) => (one.type === 'text_link' ? [one.url] : []));
  const isNamed = url && (writtenIn(text).includes(url) || links.includes(url));
  return url && !isHidden && !isNamed ? [url] : [];
}

/** A text, or nothing where something else stands in its place. */
function writtenIn(text: unknown): string {
  return typeof text === 'string' ? text : '';
}

/** Currencies without hundredths (https://core.telegram.org/bots/payments/currencies.json). */
const WHOLE_CURRENCIES: ReadonlySet<string> = new Set(['CLP', 'ISK', 'JPY', 'KRW', 'PYG', 'UGX', 'VND']);

function price({ total_amount: amount, currency }: { total_amount: number; currency: string }): string {
  if (currency === 'XTR') return `${amount} Telegram Stars`;
  return `${WHOLE_CURRENCIES.has(currency) ? amount : (amount / 100).toFixed(2)} ${currency}`;
}

interface Prize {
  prize_description?: string;
  prize_star_count?: number;
  premium_subscription_month_count?: number;
}

function prize(giveaway: Prize): string {
  const {
    prize_description: words,
    prize_star_count: stars,
    premium_subscription_month_count: months,
  } = giveaway;
  const parts = [
    ...(words ? [words] : []),
    ...(stars ? [`${stars} Telegram Stars`] : []),
    ...(months ? [`${months} months of Telegram Premium`] : []),
  ];
  return parts.join(' and ') || 'a prize';
}

/** The buttons under a message that lead somewhere. */
function linksOf(keyboard: SeenMessage['reply_markup']): string[] {
  const buttons = listOf(keyboard?.inline_keyboard).flatMap((row) => listOf(row));
  return buttons.flatMap((button) => ('url' in button ? [`[${button.text}](${button.url})`] : []));
}

/** What of a message only eyes or ears take in, as it is called to a model; empty where there is no such. */
export function describeUnseen(message: SeenMessage | undefined): string {
  const names = [...unseenIn(message ?? {})];
  return names.length === 0 ? '' : `(${names.join(' and ')}, which cannot be seen here)`;
}

function* unseenIn(message: SeenMessage): Generator<string, void, undefined> {
  const { video, video_note, animation, paid_media, sticker, document, story, reply_to_story } = message;
  const isPicture = document && PICTURE_TYPES.has(document.mime_type ?? '');
  if (video || video_note) yield 'a video';
  else if (animation) yield 'an animation';
  else if (paid_media) yield 'pictures or videos that cost something';
  else if (sticker) yield sticker.emoji ? `a sticker ${sticker.emoji}` : 'a sticker';
  else if (document && !isPicture) yield document.file_name ? `a file "${document.file_name}"` : 'a file';
  if (story) yield storyOf(story.chat);
  if (reply_to_story) yield storyOf(reply_to_story.chat);
}

function storyOf(chat: Chat | undefined): string {
  const name = chat?.title ?? chat?.first_name;
  return name ? `a story of ${name}` : 'a story';
}
