import { badRequest, BotApiError } from '../bot-api/bot-api-error.ts';
import type { BotApiMessage } from '../bot-api/bot-api-message.ts';
import type { BotApiContext, BotApiMethod } from '../bot-api/bot-api-method.ts';
import { readKeyboard } from '../world/check-keyboard.ts';
import { describeFile, describePhoto, type FileKind, type StoredFile } from '../world/file-shelf.ts';
import { readCaption } from '../text/formatted-text.ts';
import type { MethodParameters } from '../bot-api/method-parameters.ts';
import { deliver, newBotMessage, readTarget } from './send-target.ts';

const MEGABYTE = 1024 * 1024;
const MAX_UPLOAD: Readonly<Record<FileKind, number>> = {
  photo: 10 * MEGABYTE,
  document: 50 * MEGABYTE,
  voice: 50 * MEGABYTE,
  audio: 50 * MEGABYTE,
};
const MAX_DOWNLOAD = 20 * MEGABYTE;

const sendPhoto: BotApiMethod = (api, parameters) =>
  sendFile(api, parameters, 'photo', (file) => ({ photo: describePhoto(file) }));

const sendDocument: BotApiMethod = (api, parameters) =>
  sendFile(api, parameters, 'document', (file) => ({
    document: { ...describeFile(file), file_name: file.name, mime_type: file.mimeType },
  }));

const getFile: BotApiMethod = (api, parameters) => {
  const file = api.world.files.byId(parameters.text('file_id') ?? '');
  if (!file) throw badRequest('invalid file_id');
  if ((file.announcedBytes ?? file.data.length) > MAX_DOWNLOAD) throw badRequest('file is too big');
  return { ...describeFile(file), file_path: file.path };
};

function sendFile(
  api: BotApiContext,
  parameters: MethodParameters,
  kind: FileKind,
  describe: (file: StoredFile) => Partial<BotApiMessage>,
): BotApiMessage {
  const caption = readCaption(parameters);
  const { room, fields } = readTarget(api, parameters);
  const reply_markup = readKeyboard(api, parameters, room.chat);
  const media = describe(readFile(api, parameters, kind));
  const words = caption.text ? { caption: caption.text, caption_entities: caption.entities } : {};
  const message = newBotMessage(api, room, {
    ...fields,
    ...media,
    ...words,
    ...(reply_markup && { reply_markup }),
  });
  return deliver(api, room, message);
}

function readFile(api: BotApiContext, parameters: MethodParameters, kind: FileKind): StoredFile {
  const upload = parameters.file(kind);
  if (!upload) return knownFile(api, parameters.text(kind), kind);
  if (upload.data.length === 0) throw badRequest('file must be non-empty');
  if (upload.data.length > MAX_UPLOAD[kind]) throw new BotApiError(413, 'Request Entity Too Large');
  const mimeType = kind === 'photo' ? imageType(upload.data) : mimeTypeOf(upload.name);
  return api.world.files.store(kind, { name: upload.name, mimeType, data: upload.data });
}

function knownFile(api: BotApiContext, id: string | undefined, kind: FileKind): StoredFile {
  if (!id) throw badRequest(`there is no ${kind} in the request`);
  const file = api.world.files.byId(id);
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
  return file;
}

function imageType(data: Buffer): string {
  return data[0] === 0x89 ? 'image/png' : 'image/jpeg';
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  html: 'text/html',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
};

function mimeTypeOf(name: string): string {
  return MIME_TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

/** Methods for photos, documents and downloads. */
export const fileMethods = { sendPhoto, sendDocument, getFile };
