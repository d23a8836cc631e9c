import type { BotCommand, BotCommandScope, InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import { parseForm, type UploadedFile } from '../../http/parse-form.ts';
import { badRequest } from './bot-api-error.ts';

/** The structured parameters; all others are texts and numbers. */
export interface MethodPayload {
  allowed_updates?: string[];
  caption_entities?: MessageEntity[];
  commands?: BotCommand[];
  entities?: MessageEntity[];
  link_preview_options?: object;
  menu_button?: object;
  reply_markup?: Partial<InlineKeyboardMarkup>;
  reply_parameters?: { message_id?: number; allow_sending_without_reply?: boolean };
  scope?: BotCommandScope;
  [name: string]: unknown;
}

// Fields that contain JSON even inside a form.
const JSON_FIELDS = new Set([
  'allowed_updates',
  'caption_entities',
  'commands',
  'entities',
  'link_preview_options',
  'menu_button',
  'reply_markup',
  'reply_parameters',
  'scope',
]);

/** The parameters of a method call, in whichever encoding they were sent. */
export class MethodParameters {
  readonly payload: MethodPayload;
  readonly #files: readonly UploadedFile[];

  constructor(payload: MethodPayload, files: readonly UploadedFile[] = []) {
    this.payload = payload;
    this.#files = files;
  }

  text(name: string): string | undefined {
    const value = this.payload[name];
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  }

  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || text === '') return undefined;
    const number = Number(text);
    if (!Number.isInteger(number)) throw badRequest(`invalid ${name} specified`);
    return number;
  }

  flag(name: string): boolean {
    return ['true', '1', 'True', 'yes'].includes(this.text(name) ?? '');
  }

  /** The file in a field, or the one it names with `attach://`. */
  file(name: string): UploadedFile | undefined {
    const reference = this.text(name);
    const field = reference?.startsWith('attach://') ? reference.slice('attach://'.length) : name;
    return this.#files.find((file) => file.field === field);
  }
}

/** Reads parameters from a query string and a body in any of the Bot API's three encodings. */
export function readParameters(query: URLSearchParams, contentType: string, body: Buffer): MethodParameters {
  const fromQuery = Object.fromEntries(query);
  if (body.length === 0) return new MethodParameters(parseJsonFields(fromQuery));
  if (contentType.startsWith('application/json')) {
    return new MethodParameters({ ...fromQuery, ...parseJsonBody(body) });
  }
  const form = parseForm(contentType, body);
  return new MethodParameters(parseJsonFields({ ...fromQuery, ...form.fields }), form.files);
}

function parseJsonBody(body: Buffer): MethodPayload {
  try {
    const parsed: MethodPayload = JSON.parse(body.toString('utf8'));
    return parseJsonFields(parsed);
  } catch {
    throw badRequest("can't parse JSON object");
  }
}

function parseJsonFields(payload: MethodPayload): MethodPayload {
  for (const name of JSON_FIELDS) {
    const value = payload[name];
    if (typeof value === 'string') payload[name] = value === '' ? undefined : parseField(name, value);
  }
  return payload;
}

function parseField(name: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
  }
}
