import * as fc from 'fast-check';
import { signInitData } from '../../../src/tools/stand-ins/telegram/sign-init-data.ts';
import { SECRETS } from './fuzzed-bot.ts';
import { ADMIN, anyMutatedUpdate, anyUpdate, PEOPLE } from './updates.ts';

/** The admin that the Mini App's signature names. */
const admin = { id: ADMIN, is_bot: false, first_name: 'Ada' };
const stranger = { id: PEOPLE[0] ?? 0, is_bot: false, first_name: 'Sara' };

const edit = fc.record({ at: fc.nat(600), text: fc.string({ minLength: 1, maxLength: 4 }), cut: fc.nat(3) });

/** Invalid signatures: for a stranger, from another bot, from yesterday, and altered ones for an admin. */
const initData: fc.Arbitrary<string> = fc.oneof(
  fc.constant(0).map(() => signInitData(SECRETS.botToken, stranger, Date.now())),
  fc.constant(0).map(() => signInitData('1000000001:other', admin, Date.now())),
  fc.constant(0).map(() => signInitData(SECRETS.botToken, admin, Date.now() - 86_400_000)),
  edit.map(({ at, text, cut }) => {
    const signed = signInitData(SECRETS.botToken, admin, Date.now());
    const place = at % signed.length;
    const changed = signed.slice(0, place) + text + signed.slice(place + cut);
    return isSame(changed, signed) ? '' : changed;
  }),
  fc.string({ unit: 'binary-ascii', maxLength: 80 }),
);
const word = fc.stringMatching(/^[\w%.~:+-]{0,50}$/);
const credentials = fc.oneof(
  initData.map((text) => `tma ${text}`),
  word.map((text) => `Bearer ${text}`),
  fc.constantFrom('', 'tma', 'Bearer', 'Basic YTpi', `Bearer ${'x'.repeat(5_000)}`),
);
const path = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('ai-usage', 'alerts', 'requests'),
      fc.constantFrom('', '?days=30', '?days=-1', '?limit=9e9'),
    )
    .map(([name, query]) => `/api/${name}${query}`),
  fc.constantFrom(
    '/',
    '/metrics',
    '/api',
    '/api/session',
    '/healthz',
    '/telegram',
    '/../.env',
    '/%2e%2e/%2e%2e/etc/passwd',
  ),
  fc.constantFrom(
    '/assets/..%2f..%2fpackage.json',
    '//api//ai-usage',
    '/api/ai-usage%00',
    '/api/%61i-usage',
    '*',
    '/%',
  ),
  word.map((text) => `/${text}`),
);
const body = fc.oneof(
  fc.json({ maxDepth: 3 }),
  initData.map((text) => JSON.stringify({ initData: text })),
  word.map((text) => JSON.stringify({ link: text })),
  fc.record({ link: word, days: fc.jsonValue(), limit: fc.jsonValue() }).map((wish) => JSON.stringify(wish)),
  fc.string({ unit: 'binary', maxLength: 100 }),
);
const address = fc.ipV4();

/** A request to any address from somebody who is not an admin. */
export const strangersRequest: fc.Arbitrary<Buffer> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'HEAD', 'OPTIONS'),
    path,
    credentials,
    body,
    address,
  })
  .map(({ method, path: target, credentials: authorization, body: content, address: from }) =>
    request(
      `${method} ${target}`,
      { authorization, 'x-forwarded-for': from },
      method === 'GET' ? '' : content,
    ),
  );

const update = fc
  .tuple(
    fc.oneof(anyUpdate, anyMutatedUpdate),
    fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, 1, 2 ** 32, null, '1', 1.5, 1e300)),
  )
  .map(([content, update_id]) => JSON.stringify({ ...content, update_id }));

/** Webhook deliveries with the correct secret: updates with any number, and other data. */
export const delivery: fc.Arbitrary<Buffer> = fc
  .oneof({ weight: 2, arbitrary: update }, { weight: 1, arbitrary: body })
  .map((content) =>
    request('POST /telegram', { 'x-telegram-bot-api-secret-token': SECRETS.webhookSecret }, content),
  );

function request(line: string, headers: Record<string, string>, content: string): Buffer {
  const bytes = Buffer.from(content);
  const lines = Object.entries({
    host: 'bot.example',
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value.replaceAll(/[^\x20-\x7e]/g, '?')}`);
  return Buffer.concat([Buffer.from(`${line} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`), bytes]);
}

function isSame(changed: string, signed: string): boolean {
  return String(new URLSearchParams(changed)) === String(new URLSearchParams(signed));
}
