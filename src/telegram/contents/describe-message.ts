import type { SeenMessage } from './seen-message.ts';
import type { Checklist, Contact, Location, Poll, PollMedia } from 'grammy/types';
import { describeExtras } from './describe-extras.ts';
import { listOf } from './list-of.ts';
import { markedText } from './marked-text.ts';
import { richText } from './rich-text.ts';

/**
 * What a person sees in a message, as text for a model. English, as models read all of it best; what is in the message
 * keeps its own language. Empty for what only eyes or ears take in: see `describeUnseen`.
 */
export function describeMessage(message: SeenMessage): string {
  return [...wordsOf(message), ...thingsIn(message), ...describeExtras(message)]
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n');
}

/** The text of a message and of what stands below its picture, with its links, code and quotations. */
export function writtenText(message: SeenMessage): string {
  return wordsOf(message).join('\n');
}

/** What a message asks about without a word beside it: polls, lists, places and people, which have words of their own. */
export function describeThing({ poll, checklist, venue, contact }: SeenMessage): string {
  const hasTasks = listOf(checklist?.tasks).length > 0;
  return thingsIn({ poll, venue, contact, checklist: hasTasks ? checklist : undefined }).join('\n');
}

function wordsOf({ text, entities, caption, caption_entities, rich_message }: SeenMessage): string[] {
  return [
    markedText(text ?? '', entities),
    markedText(caption ?? '', caption_entities),
    richText(rich_message),
  ].filter(Boolean);
}

function thingsIn({ poll, checklist, venue, location, contact }: SeenMessage): string[] {
  return [
    ...(poll ? [pollText(poll)] : []),
    ...(checklist ? [checklistText(checklist)] : []),
    ...(venue ? [`Place: ${venue.title}, ${venue.address} (${coordinates(venue.location)})`] : []),
    // A venue brings its location a second time, for old programs.
    ...(location && !venue ? [locationText(location)] : []),
    ...(contact ? [contactText(contact)] : []),
  ];
}

function pollText(poll: Poll): string {
  const { question, options, explanation, total_voter_count: voters, is_closed: isClosed, type } = poll;
  const correct = new Set(correctOptions(poll));
  const lines = listOf(options).map(({ text, voter_count: votes, media }, index) => {
    const notes = [...(votes > 0 ? [`${votes} votes`] : []), ...(correct.has(index) ? ['correct'] : [])];
    const beside = mediaText(media);
    return `- ${text}${beside && ` ${beside}`}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  });
  const kind = type === 'quiz' ? 'Quiz' : 'Poll';
  const state = [...(isClosed ? ['closed'] : []), ...(voters > 0 ? [`${voters} voters`] : [])].join(', ');
  const about = [markedText(poll.description ?? '', poll.description_entities), mediaText(poll.media)];
  const description = about.filter(Boolean);
  const reason = explanation ? [`Explanation: ${markedText(explanation, poll.explanation_entities)}`] : [];
  return [`${kind}${state ? ` (${state})` : ''}: ${question}`, ...description, ...lines, ...reason].join(
    '\n',
  );
}

/** What stands beside a question or an option: a link or a place in words, anything else by its name. */
function mediaText(media: PollMedia | undefined): string {
  if (media?.link?.url) return media.link.url;
  const place = placeText(media);
  if (place) return `(${place})`;
  if (media?.sticker) return `(a sticker ${media.sticker.emoji ?? ''})`.replace(' )', ')');
  if (media?.photo || media?.live_photo) return '(a picture, which cannot be seen here)';
  return media?.video || media?.animation ? '(a video, which cannot be seen here)' : '';
}

function placeText(media: PollMedia | undefined): string {
  return media ? thingsIn({ venue: media.venue, location: media.location }).join('') : '';
}

/** Older servers of the Bot API name a single one. */
function correctOptions(poll: Poll & { correct_option_id?: unknown }): unknown[] {
  return Array.isArray(poll.correct_option_ids) ? poll.correct_option_ids : [poll.correct_option_id];
}

function checklistText({ title, title_entities, tasks }: Checklist): string {
  const lines = listOf(tasks).map((task) => {
    const isDone = Boolean(task.completion_date || task.completed_by_user || task.completed_by_chat);
    return `- [${isDone ? 'x' : ' '}] ${markedText(task.text, task.text_entities)}`;
  });
  return [`Checklist: ${markedText(title, title_entities)}`, ...lines].join('\n');
}

function locationText(location: Location): string {
  return `${location.live_period ? 'Live location' : 'Location'}: ${coordinates(location)}`;
}

function coordinates(location: Location | undefined): string {
  return `latitude ${location?.latitude}, longitude ${location?.longitude}`;
}

function contactText({ first_name, last_name, phone_number, vcard }: Contact): string {
  const name = [first_name, last_name].filter(Boolean).join(' ');
  return [`Contact: ${name}, ${phone_number}`, ...(vcard ? [vcard] : [])].join('\n');
}
