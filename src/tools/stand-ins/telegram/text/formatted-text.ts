import type { MessageEntity } from 'grammy/types';
import { badRequest } from '../bot-api/bot-api-error.ts';
import { cleanText, type FormattedText } from './clean-text.ts';
import { findEntities } from './find-entities.ts';
import { fixEntities } from './fix-entities.ts';
import type { MethodParameters } from '../bot-api/method-parameters.ts';
import { parseHtml } from './parse-html.ts';

const MAX_RAW_BYTES = 32_768;

/** The text of a message: 1 to 4096 UTF-16 units after parsing. */
export function readMessageText(parameters: MethodParameters, mayBeEmpty = false): FormattedText {
  const raw = parameters.text('text') ?? '';
  if (!raw && !mayBeEmpty) throw badRequest('message text is empty');
  const formatted = parseFormatted(raw, parameters, 'entities');
  if (!formatted.text && !mayBeEmpty) throw badRequest('text must be non-empty');
  if (formatted.text.length > 4096) throw badRequest('message is too long');
  return formatted;
}

/** The caption of a photo or document: at most 1024 UTF-16 units. */
export function readCaption(parameters: MethodParameters): FormattedText {
  const formatted = parseFormatted(parameters.text('caption') ?? '', parameters, 'caption_entities');
  if (formatted.text.length > 1024) throw badRequest('message caption is too long');
  return formatted;
}

function parseFormatted(
  raw: string,
  parameters: MethodParameters,
  entitiesField: 'entities' | 'caption_entities',
): FormattedText {
  if (Buffer.byteLength(raw) > MAX_RAW_BYTES) throw badRequest('text is too long');
  const given = parameters.payload[entitiesField] ?? [];
  const cleaned = cleanText(applyParseMode(raw, parameters.text('parse_mode') ?? '', given));
  return { text: cleaned.text, entities: findEntities(cleaned.text, fixEntities(cleaned.entities)) };
}

function applyParseMode(raw: string, parseMode: string, entities: MessageEntity[]): FormattedText {
  switch (parseMode.toLowerCase()) {
    case '':
      return { text: raw, entities };
    case 'html':
      return parseHtml(raw);
    case 'markdown':
    case 'markdownv2':
      throw badRequest(`can't parse entities: this stand-in reads HTML and entities, not ${parseMode}`);
    default:
      throw badRequest('unsupported parse_mode');
  }
}
