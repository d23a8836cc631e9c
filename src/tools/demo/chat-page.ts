import type { ChatPageOptions, RunningChatPage } from './chat-page-options.ts';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { answerChatAction } from './chat-page-actions.ts';
import { startLoopbackServer } from '../stand-ins/http/loopback-server.ts';
import type { TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';
import { projectFile } from '../../foundation/files/project-file.ts';

export interface ChatPage {
  url: string;
  close(): Promise<void>;
}

// A page of the demo needs no build.
const PAGE_FOLDER = projectFile('src/tools/demo/page/');

const SCRIPTS = [
  'page',
  'place',
  'actions',
  'events',
  'follow',
  'guide',
  'guide-steps',
  'menus',
  'messages',
  'replying',
  'suggestions',
  'render-message',
  'render-text',
  'words',
];
const STYLES = ['colours', 'page', 'chat', 'composer', 'guide'];
const ASSETS: Readonly<Record<string, readonly [file: string, contentType: string]>> = {
  '/': ['index.html', 'text/html'],
  ...Object.fromEntries(STYLES.map((name) => [`/${name}.css`, [`${name}.css`, 'text/css'] as const])),
  ...Object.fromEntries(SCRIPTS.map((name) => [`/${name}.js`, [`${name}.js`, 'text/javascript'] as const])),
};

const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Serves a page on 127.0.0.1 where several people talk to the bot as in Telegram. */
export async function startChatPage(given: ChatPageOptions): Promise<ChatPage> {
  const options: RunningChatPage = { ...given, run: randomUUID() };
  const watchers = new Set<ServerResponse>();
  const stop = options.telegram.onEvent((event) => {
    const line = `data: ${JSON.stringify(event)}\n\n`;
    for (const watcher of watchers) watcher.write(line);
  });
  const server = await startLoopbackServer((request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    return route(options, watchers, request, response);
  }, options.port);
  const close = async (): Promise<void> => {
    stop();
    await server.close();
  };
  return { url: `${server.url}/`, close };
}

async function route(
  options: RunningChatPage,
  watchers: Set<ServerResponse>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  // Protects against a foreign page whose host name resolves to 127.0.0.1.
  if (!/^(127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '')) return sendStatus(response, 403);
  const asset = ASSETS[url.pathname];
  if (asset && request.method === 'GET') return await sendAsset(response, asset);
  if (url.pathname === '/api/events') return watch(watchers, response);
  if (url.pathname === '/mini-app') return openMiniApp(options.telegram, url, response);
  if (url.pathname.startsWith('/files/')) return sendFile(options.telegram, response, url.pathname.slice(7));
  return await answerChatAction(options, request, url, response);
}

async function sendAsset(
  response: ServerResponse,
  [file, contentType]: readonly [string, string],
): Promise<void> {
  const content = await readFile(new URL(file, PAGE_FOLDER));
  response.writeHead(200, { 'content-type': `${contentType}; charset=utf-8` }).end(content);
}

function watch(watchers: Set<ServerResponse>, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(': listening\n\n');
  watchers.add(response);
  response.on('close', () => watchers.delete(response));
}

// The page shows only pictures. Everything else is a download, so that no file can act as a page.
function sendFile(telegram: TelegramStandIn, response: ServerResponse, id: string): void {
  const file = telegram.file(decodeURIComponent(id));
  if (!file) return sendStatus(response, 404);
  const shown = /^image\/(png|jpeg|webp|gif)$/.test(file.mimeType);
  const disposition = shown ? 'inline' : `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
  const contentType = shown ? file.mimeType : 'application/octet-stream';
  response.writeHead(200, { 'content-type': contentType, 'content-disposition': disposition }).end(file.data);
}

/** Acts like a Telegram client when a Mini App button is pressed. */
function openMiniApp(telegram: TelegramStandIn, { searchParams }: URL, response: ServerResponse): void {
  const [person, message] = [Number(searchParams.get('person')), Number(searchParams.get('message'))];
  const location = telegram.openMiniApp(person, message, searchParams.get('button') ?? '');
  response.writeHead(302, { location }).end();
}

function sendStatus(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end();
}
