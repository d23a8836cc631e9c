import type { MessageEntity } from 'grammy/types';

type PlainType = MessageEntity.CommonMessageEntity['type'];
type Attributes = ReadonlyMap<string, string>;
interface Range {
  offset: number;
  length: number;
}

const PLAIN_TAGS: Readonly<Record<string, PlainType>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
};

const OTHER_TAGS = new Set(['a', 'code', 'pre', 'blockquote', 'tg-emoji', 'tg-time']);

/** Whether Telegram's HTML supports the tag. */
export function isSupportedTag(name: string): boolean {
  return Object.hasOwn(PLAIN_TAGS, name) || OTHER_TAGS.has(name);
}

/** The entity of a closed tag; none if its attributes are unusable. */
export function entityOfTag(
  name: string,
  attributes: Attributes,
  range: Range,
  content: string,
): MessageEntity | undefined {
  const plain = PLAIN_TAGS[name];
  if (plain) return { type: plain, ...range };
  switch (name) {
    case 'a':
      return linkEntity(attributes.get('href') || content, range);
    case 'code':
      return codeEntity(attributes.get('class') ?? '', range);
    case 'pre':
      return { type: 'pre', ...range };
    case 'blockquote':
      return { type: attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote', ...range };
    case 'tg-emoji':
      return { type: 'custom_emoji', custom_emoji_id: attributes.get('emoji-id') ?? '', ...range };
    case 'tg-time':
      return timeEntity(attributes, range);
    default:
      return undefined;
  }
}

function linkEntity(url: string, range: Range): MessageEntity | undefined {
  const user = /^tg:\/\/user\?id=(\d+)$/.exec(url)?.[1];
  if (user)
    return { type: 'text_mention', user: { id: Number(user), is_bot: false, first_name: '' }, ...range };
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  if (!URL.canParse(withScheme)) return undefined;
  const link = new URL(withScheme);
  return isLinkable(link) ? { type: 'text_link', url: link.href, ...range } : undefined;
}

// Telegram drops all other links and keeps their text.
function isLinkable({ protocol, hostname }: URL): boolean {
  if (protocol === 'http:' || protocol === 'https:') return hostname.includes('.');
  return ['tg:', 'ton:', 'tonsite:'].includes(protocol);
}

// The parser passes the language on to an enclosing `<pre>`, and drops it otherwise.
function codeEntity(className: string, range: Range): MessageEntity {
  const language = /^language-(.+)$/.exec(className)?.[1];
  const entity: MessageEntity = { type: 'code', ...range };
  return language ? Object.assign(entity, { language }) : entity;
}

function isTimeFormat(format: string): format is MessageEntity.DateTimeMessageEntity['date_time_format'] {
  return /^(?:r|w?[dD]?[tT]?)$/.test(format);
}

function timeEntity(attributes: Attributes, range: Range): MessageEntity | undefined {
  const unixTime = Number(attributes.get('unix'));
  if (!Number.isInteger(unixTime) || unixTime <= 0) return undefined;
  const format = attributes.get('format') ?? '';
  return {
    type: 'date_time',
    unix_time: unixTime,
    date_time_format: isTimeFormat(format) ? format : '',
    ...range,
  };
}
