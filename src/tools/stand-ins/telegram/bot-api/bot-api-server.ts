import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { readBody } from '../../http/read-body.ts';
import { BotApiError } from './bot-api-error.ts';
import type { BotApiContext, BotApiMethod } from './bot-api-method.ts';
import type { BotApiCall, CallLog } from './call-log.ts';
import type { FloodGuard } from './flood-limit.ts';
import { type MethodParameters, readParameters } from './method-parameters.ts';
import { chatMethods } from '../methods/chat-methods.ts';
import { commandMethods } from '../methods/command-methods.ts';
import { draftMethods } from '../methods/draft-methods.ts';
import { fileMethods } from '../methods/file-methods.ts';
import { messageMethods } from '../methods/message-methods.ts';
import { updateMethods } from '../methods/update-methods.ts';
import { sendStoredFile } from './send-stored-file.ts';
import type { TelegramFault, TelegramFaults } from '../telegram-faults.ts';

export interface BotApiServerParts {
  api: BotApiContext;
  token: string;
  log: CallLog;
  faults: TelegramFaults;
  flood: FloodGuard | null;
}

interface NamedMethod {
  name: string;
  run: BotApiMethod;
}

const METHODS = collectMethods();

function collectMethods(): ReadonlyMap<string, NamedMethod> {
  const groups = [updateMethods, messageMethods, draftMethods, fileMethods, chatMethods, commandMethods];
  const entries = groups.flatMap((group) => Object.entries<BotApiMethod>(group));
  return new Map(entries.map(([name, run]) => [name.toLowerCase(), { name, run }]));
}

/** Creates a handler that answers HTTP requests like `https://api.telegram.org`. */
export function createBotApiHandler(parts: BotApiServerParts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = decodeURIComponent(url.pathname);
    const download = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
    if (download) return sendFileContent(parts, response, download[1]!, download[2]!);
    const call = /^\/bot([^/]+)\/(?:test\/)?([^/]+)$/.exec(path);
    const body = await readBody(request);
    if (!call) return sendError(response, new BotApiError(404, 'Not Found'));
    if (call[1] !== parts.token) return sendError(response, new BotApiError(401, 'Unauthorized'));
    const contentType = request.headers['content-type'] ?? '';
    await answerCall(parts, call[2]!, () => readParameters(url.searchParams, contentType, body), response);
  };
}

/** Runs a method without HTTP, such as one in a webhook response. */
export async function runMethod(
  parts: BotApiServerParts,
  name: string,
  parameters: MethodParameters,
  closed: AbortSignal,
): Promise<unknown> {
  const method = METHODS.get(name.toLowerCase());
  if (!method) throw new BotApiError(404, 'Not Found: method not found');
  parts.flood?.check(name, Number(parameters.text('chat_id')));
  return await method.run(parts.api, parameters, closed);
}

async function answerCall(
  parts: BotApiServerParts,
  name: string,
  read: () => MethodParameters,
  response: ServerResponse,
): Promise<void> {
  const method = METHODS.get(name.toLowerCase())?.name ?? name;
  const call: BotApiCall = { method, payload: {}, time: parts.api.world.now(), answer: null };
  parts.log.add(call);
  const fault = parts.faults.take(method);
  const closed = closingSignal(response);
  try {
    const parameters = read();
    call.payload = parameters.payload;
    if (fault === 'timeout') return;
    if (fault === 'reset') return void response.destroy();
    await applyFault(fault);
    const result = await runMethod(parts, method, parameters, closed);
    if (fault === 'lost') return void response.destroy();
    call.answer = { ok: true, result };
    send(response, 200, call.answer);
  } catch (error) {
    if (!(error instanceof BotApiError)) throw error;
    call.answer = { ok: false, error_code: error.code, description: error.message };
    sendError(response, error);
  }
  parts.log.answered(call);
}

async function applyFault(fault: TelegramFault | undefined): Promise<void> {
  if (typeof fault === 'number') await setTimeout(fault);
  else if (typeof fault === 'object')
    throw new BotApiError(fault.errorCode, fault.description, fault.parameters);
}

function closingSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => controller.abort());
  return controller.signal;
}

async function sendFileContent(
  parts: BotApiServerParts,
  response: ServerResponse,
  token: string,
  path: string,
): Promise<void> {
  if (token !== parts.token) return sendError(response, new BotApiError(401, 'Unauthorized'));
  const file = parts.api.world.files.byPath(path);
  if (!file) return sendError(response, new BotApiError(404, 'Not Found'));
  const fault = parts.faults.take('file');
  if (typeof fault === 'object')
    return sendError(response, new BotApiError(fault.errorCode, fault.description));
  await sendStoredFile(response, file, fault);
}

function sendError(response: ServerResponse, error: BotApiError): void {
  const { code, message: description, parameters } = error;
  send(response, code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });
}

function send(response: ServerResponse, status: number, body: object): void {
  const json = Buffer.from(JSON.stringify(body));
  const headers = { 'content-type': 'application/json', 'content-length': json.length };
  response.writeHead(status, headers).end(json);
}
