import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const PAGES = 'dist/web/dashboard';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The strictest policy that the pages promise to work under. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' https://telegram.org",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
].join('; ');

export interface ApiAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the API answers to a request, now or later; `null` ends the connection without an answer. */
export type Api = (request: {
  path: string;
  days: number;
  authorization: string;
  body: string;
}) => ApiAnswer | null | Promise<ApiAnswer | null>;

export interface PagesServer {
  url: string;
  close(): Promise<void>;
}

/** The built pages on loopback, with an API that the test answers for; on a free port, when none is named. */
export async function startPagesServer(api: Api, port = 0): Promise<PagesServer> {
  const server = createServer((request, response) => void answer(request, response, api));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, api: Api): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://pages');
  if (!pathname.startsWith('/api/')) return sendFile(response, pathname);
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const authorization = request.headers.authorization ?? '';
  const found = await api({ path: pathname, days: Number(searchParams.get('days')), authorization, body });
  if (found === null) return void request.socket.destroy();
  response.writeHead(found.status, { 'content-type': 'application/json', ...found.headers });
  response.end(JSON.stringify(found.body ?? {}));
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const content = await readFile(join(PAGES, name)).catch(() => null);
  response.writeHead(content ? 200 : 404, {
    'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
    'content-security-policy': CONTENT_SECURITY_POLICY,
  });
  response.end(content);
}
