/** Something of which there is never more than so much. */
export interface Bound {
  /** Of what. */
  what: string;
  bound: string;
  /** What happens beyond it. */
  beyond: string;
  /** Where it is held, below `src/`. */
  file: string;
  /** The words of that file that set it. */
  held: string;
}

export const BOUNDS: Readonly<Record<string, readonly Bound[]>> = {
  'Messages and presses': [
    {
      what: 'Messages of one person that wait for an answer, in all chats',
      bound: '20',
      beyond: 'the person is told once; the message is dropped',
      file: 'telegram/delivery/limit-flood.ts',
      held: 'MOST_MESSAGES = 20;',
    },
    {
      what: 'Presses of one person that are being handled',
      bound: '10',
      beyond: 'the press is dropped',
      file: 'telegram/delivery/limit-flood.ts',
      held: 'MOST_PRESSES = 10;',
    },
    {
      what: 'Messages of one person that reach a provider in a minute',
      bound: '`USER_REQUESTS_PER_MINUTE`',
      beyond: 'the person is told once, with the time',
      file: 'database/people/request-rate-store.ts',
      held: 'RATE_WINDOW_MS = 60_000;',
    },
    {
      what: 'Updates in the hands of one process',
      bound: '1,000',
      beyond: 'they wait in the database',
      file: 'telegram/inbox/held-updates.ts',
      held: 'MOST_AT_ONCE = 1_000;',
    },
    {
      what: 'Erasures of one person at a time',
      bound: 'one',
      beyond: 'presses join it; a message that was answered is not answered again',
      file: 'usage/maintenance/forget-person.ts',
      held: 'const joined = running.get(userId);',
    },
  ],
  Bytes: [
    {
      what: 'A file from Telegram',
      bound: '20 MB',
      beyond: 'error-file-too-large',
      file: 'telegram/files/download-file.ts',
      held: 'MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;',
    },
    {
      what: 'Files of all answers together that are in memory',
      bound: 'a tenth of the heap, or one file',
      beyond: 'they wait, are told so, and go on in turns of people',
      file: 'telegram/files/bytes-in-hand.ts',
      held: 'SHARE_OF_HEAP = 10;',
    },
    {
      what: 'Of these, files of one person',
      bound: 'half, or one file',
      beyond: 'they wait, and nobody behind them does',
      file: 'foundation/concurrency/weighted-gate.ts',
      held: 'SHARE_OF_ONE = 1 / 2;',
    },
    {
      what: 'An update by webhook',
      bound: '1 MB',
      beyond: '413',
      file: 'web/routes/webhook-routes.ts',
      held: 'MAX_BODY_BYTES = 1_000_000;',
    },
    {
      what: 'A body sent to the API',
      bound: '16 KiB',
      beyond: '413',
      file: 'web/routes/api-routes.ts',
      held: 'MAX_BODY_BYTES = 16 * 1024;',
    },
  ],
  Connections: [
    {
      what: 'Connections to the web server',
      bound: '1,000',
      beyond: 'the one that has been idle for longest is closed',
      file: 'web/limit-connections.ts',
      held: 'MOST = 1_000;',
    },
    {
      what: 'Connections of one address (of one /64 in IPv6); a proxy on this machine, and with `PUBLIC_URL` one in a private network, has none of its own',
      bound: '100',
      beyond: 'its own longest idle one is closed',
      file: 'web/limit-connections.ts',
      held: 'MOST_OF_CLIENT = 100;',
    },
    {
      what: 'Connections for `/healthz` and `/readyz`, where all others are busy',
      bound: '50',
      beyond: 'the connection is closed; other requests get 503',
      file: 'web/limit-connections.ts',
      held: 'SPARE = 50;',
    },
    {
      what: 'Silence of a connection',
      bound: '30 s; 65 s between requests',
      beyond: 'it is closed',
      file: 'web/start-web-server.ts',
      held: 'IDLE_MS = 30_000;',
    },
    {
      what: 'Requests of one client to the API',
      bound: '200 at once, 50 a second',
      beyond: '429',
      file: 'web/routes/api-routes.ts',
      held: 'burst: 200, perSecond: 50',
    },
    {
      what: 'Waiting for a lock of PostgreSQL',
      bound: '5 s',
      beyond: 'counts as an outage',
      file: 'database/engine/postgres/postgres-driver.ts',
      held: 'LOCK_TIMEOUT_MS = 5_000;',
    },
    {
      what: 'Waiting for a PostgreSQL server that says nothing',
      bound: '15 s',
      beyond: 'counts as an outage; the connection is closed',
      file: 'app/start-app.ts',
      held: 'DATABASE_SILENCE_MS = 15_000;',
    },
  ],
  'Memory of a process': [
    {
      what: 'Persons and their languages',
      bound: '10,000 each',
      beyond: 'the least recently used is read again',
      file: 'telegram/people/people.ts',
      held: 'MOST_KNOWN = 10_000;',
    },
    {
      what: 'Decisions about access',
      bound: '20,000',
      beyond: 'the least recently used is read again',
      file: 'access/access-service.ts',
      held: 'MOST_KNOWN = 20_000;',
    },
    {
      what: 'Persons whose messages of the last minute are counted',
      bound: '20,000',
      beyond: 'the least recently used begins anew',
      file: 'access/request-rate.ts',
      held: 'MOST_ACCOUNTS = 20_000;',
    },
    {
      what: 'Chats that are closed to the bot',
      bound: '10,000',
      beyond: 'one more call tells it again',
      file: 'telegram/api/unreachable-chats.ts',
      held: 'MOST_CLOSED = 10_000;',
    },
    {
      what: 'Chats in which the bot may not write',
      bound: '10,000',
      beyond: 'one more call tells it again',
      file: 'telegram/api/post-permission.ts',
      held: 'MOST_MUTED = 10_000;',
    },
    {
      what: 'Groups that have a new id',
      bound: '10,000',
      beyond: 'one more call tells it again',
      file: 'telegram/api/follow-migration.ts',
      held: 'MOST_MOVED = 10_000;',
    },
    {
      what: 'Erasures whose message was answered',
      bound: '1,000',
      beyond: 'a press erases again, and finds nothing',
      file: 'telegram/account/privacy.ts',
      held: 'MOST_ANSWERED = 1_000;',
    },
    {
      what: 'Topics whose conversations were forgotten while answers were written',
      bound: '1,000',
      beyond: 'an answer that was being written is remembered',
      file: 'chat/conversation-memory.ts',
      held: 'MOST_FORGETTINGS = 1_000;',
    },
    {
      what: 'Updates that were handled though the database was away',
      bound: '10,000',
      beyond: 'a repeated one is handled twice',
      file: 'telegram/delivery/update-dispatcher.ts',
      held: 'MOST_REMEMBERED = 10_000;',
    },
    {
      what: 'Clients and secrets whose requests are counted',
      bound: '10,000 each',
      beyond: 'the least recently used begins anew',
      file: 'web/access/rate-limiter.ts',
      held: 'MOST_KEYS = 10_000;',
    },
    {
      what: 'Numbers that are computed once for many',
      bound: '400',
      beyond: 'the least recently used is computed again',
      file: 'web/numbers/share-recent.ts',
      held: 'MOST_KEYS = 400;',
    },
    {
      what: 'Everything else',
      bound: 'what is configured, or under way',
      beyond: 'ends with what it belongs to',
      file: 'foundation/bounded-map.ts',
      held: 'createBoundedMap',
    },
  ],
  Tables: [
    {
      what: 'Turns of one conversation (`conversation_turn`)',
      bound: '40, and `RETENTION_DAYS`',
      beyond: 'the next clean-up deletes them',
      file: 'chat/conversation-memory.ts',
      held: 'maxTurns: 40',
    },
    {
      what: 'Requests, answers, persons, dialogs, requests to be let in, names beside decisions',
      bound: '`RETENTION_DAYS`',
      beyond: 'the next clean-up deletes them',
      file: 'usage/maintenance/clean-up.ts',
      held: 'deletePersonalData(before, options)',
    },
    {
      what: 'Hours, scheduled moments, raises and reservations of past days',
      bound: '70 days',
      beyond: 'the next clean-up deletes them',
      file: 'usage/maintenance/clean-up.ts',
      held: 'WORKING_DATA_DAYS = 70;',
    },
    {
      what: 'What forgotten persons used (`forgotten_use`)',
      bound: 'the day',
      beyond: 'deleted a minute after it ends',
      file: 'app/start-jobs.ts',
      held: `DAY_END_CRON = '1 0 * * *';`,
    },
    {
      what: 'Rows that a clean-up or an erasure changes at a time',
      bound: '200, fewer where they take long',
      beyond: 'the next batch, after a pause',
      file: 'usage/maintenance/batch-pace.ts',
      held: 'MAX_ROWS = 200;',
    },
    {
      what: 'Daily totals, of all and of each person',
      bound: 'one row a day for each model, and for each person and provider',
      beyond: 'kept for good, or until the person deletes them',
      file: 'database/totals/totals-tables.ts',
      held: `keys: ['user_id', 'date', 'provider']`,
    },
  ],
};
