import { createTranslator } from '../../../src/localization/translator.ts';
import { BOUNDS } from './cases/bounds.ts';
import { CLOCK_CASES } from './cases/clock-cases.ts';
import { DATABASE_CASES } from './cases/database-cases.ts';
import { PROVIDER_CASES, type ProviderCase, type ProviderOutcome } from './cases/provider-cases.ts';
import { SHUTDOWN_CASES } from './cases/shutdown-cases.ts';
import { TELEGRAM_CASES } from './cases/telegram-cases.ts';
import { WEBHOOK_CASES } from './cases/webhook-cases.ts';

const NAMES = { groq: 'Groq', gemini: 'Gemini', cerebras: 'Cerebras', cohere: 'Cohere' } as const;

const HEAD = `# What happens when something fails

\`npm run reliability\` writes this page from the cases in \`test/e2e/reliability/\`. Tests of the same names run each case
with the real bot, the real SDKs and stand-ins over sockets, and compare their findings with these tables. Another test
compares this page with the cases.

Names in \`code\` are the bot's messages; the last table shows their texts.`;

const ANYTHING = `## Fuzzing

\`npm run fuzz\` sends the built bot 100,000 updates of every kind that Telegram has, half of them with missing, mistyped or
repeated fields, while three in ten chunks of the providers' answers are corrupted byte by byte. It also sends a tenth as
many web requests and webhook deliveries, valid and broken, and parses 100,000 environments and price files. The bot must
not exit, must answer every well-formed update, and must never log, send or return a secret, a person's words or anything
for admins only. \`FUZZ_COUNT\` and \`FUZZ_SEED\` set the number and the seed. A small, fixed part runs with all tests.`;

/** The Markdown of docs/reliability.md. */
export function reliabilityPage(): string {
  const tables = [providers(), telegram(), webhook(), database(), clock(), shutdown()].join('\n\n');
  return `${HEAD}\n\n${tables}\n\n${bounds()}\n\n${ANYTHING}\n\n${messages(tables)}\n`;
}

function providers(): string {
  const rows = PROVIDER_CASES.flatMap((it) => {
    const { except = {} } = it;
    const only = it.only?.map((id) => NAMES[id]).join(', ');
    const others = Object.entries(except).map(([id, outcome]) =>
      providerRow(`… ${NAMES[id as keyof typeof NAMES]}`, { ...it.outcome, ...outcome }),
    );
    return [providerRow(only ? `${it.fault} (${only})` : it.fault, it.outcome), ...others];
  });
  const head = [
    'The provider …',
    'Person sees, with another provider',
    'Person sees, without',
    'Booked as',
    'Tokens and cost',
  ];
  return `## A provider

Each row applies to all four providers except those named below it. The person sees another provider's answer whenever one
can still be asked: if no part of an answer had arrived and the question itself is not the cause. The bot never retries
with the same provider. It asks a failed provider again at the time shown, never earlier; 30 s apply to a first failure, and
each failed trial doubles the pause, up to eight minutes. If no provider may be asked, the person is told when to come
back. Every request sent has one row in the ledger; \`unknown\` tokens cost nothing.

${table([...head, 'Asked again', 'Admins alerted'], rows)}`;
}

function providerRow(name: string, outcome: ProviderCase['outcome']): string[] {
  const { sees, alone, status, use, askedAgain, admins }: ProviderOutcome = outcome;
  return [name, coded(sees), coded(alone), status.replace(' ', ': '), use, askedAgain, admins];
}

function telegram(): string {
  const rows = TELEGRAM_CASES.map(
    ({ method, use, fault, outcome: { sees, waits, calls, booked, log, next } }) => [
      method === 'file' ? 'download of a file' : [`\`${method}\``, use].filter(Boolean).join(', '),
      fault,
      coded(sees),
      waits,
      String(calls),
      booked,
      log,
      next,
    ],
  );
  return `## Telegram

The bot sends a text again when it cannot know whether it arrived; it never sends a file twice. In a group it edits a message
every three
seconds, into the partial answer and finally into the complete one. \`answerCallbackQuery\` belongs to the button below an
answer that asks again. A file is a picture with a question; each download attempt asks for its location again. Admins are
not alerted, since alerts go through Telegram. The operator sees failures in the log, and \`/readyz\` returns 503 while
Telegram does not respond.

${table(['Call', 'Fault', 'Person sees', 'Delay', 'Calls', 'Booked as', 'Log', 'Next question'], rows)}`;
}

function webhook(): string {
  const rows = WEBHOOK_CASES.map(({ fault, outcome: { sees, told, booked, log } }) => [
    fault,
    sees,
    told,
    booked,
    log,
  ]);
  return `## The webhook

With \`PUBLIC_URL\` Telegram delivers updates, and repeats each until it gets 200. The bot returns 200 once the update is in
the database. During a database outage an update waits up to ten seconds for the database, and Telegram gets 200 once the
update is answered. Questions sent before the bot starts wait at Telegram. If \`setWebhook\` fails repeatedly, the bot
exits and leaves the restart to its supervisor. All rows are from PostgreSQL, where replicas share the updates.

${table(['Fault', 'Person sees', 'Telegram gets', 'Booked as', 'Log'], rows)}`;
}

function database(): string {
  const rows = DATABASE_CASES.map(({ engine, fault, how, outcome: { sees, waits, kept, admins } }) => [
    engine,
    `${fault}: ${how}`,
    coded(sees),
    waits,
    kept,
    admins,
  ]);
  return `## The database

Only the first question waits for a database that does not respond: two seconds for SQLite, five for PostgreSQL, and 15 for
a PostgreSQL server that accepted a statement and then says nothing, such as a machine that stands still. Meanwhile
budgets are not checked, conversations are not remembered, and reports are not available. An outage of less than three
seconds is not announced. A request that not even the journal can store is not sent, because it could not be booked.
SQLite has no server that could be down; if its folder rejects writes at startup, the bot says so and exits.

${table(['Engine', 'Fault', 'Person sees', 'First question waits', 'Usage is stored', 'Admins alerted'], rows)}`;
}

function clock(): string {
  const rows = CLOCK_CASES.map(({ jump, outcome: { sees, booked, rest, admins } }) => [
    jump,
    sees,
    booked,
    rest,
    admins,
  ]);
  return `## The clock

Machines that share a database need clocks that agree within seconds: the one that is ahead takes over what the others are
working on. After a jump back, earlier records count as future ones until that time comes; reports keep showing the quota
readings from before the jump.

${table(['The clock jumps', 'Person sees, during an answer', 'Booked as', 'A pause that a provider requested', 'Admins alerted of a failure'], rows)}`;
}

function shutdown(): string {
  const rows = SHUTDOWN_CASES.map(({ phase, outcome: { sees, next, booked, exit } }) => [
    phase,
    sees,
    exit,
    next,
    booked,
  ]);
  return `## SIGTERM

After SIGTERM the bot starts nothing new. Work in progress has eight seconds; unfinished work is left to the next process
as a whole. The database records that a question was answered. If a question was asked before a database outage and
answered during it, the next process answers it again.

${table(['The bot …', 'Person sees, after exit', 'Exit', 'The next process', 'Booked as'], rows)}`;
}

function bounds(): string {
  const rows = Object.entries(BOUNDS).flatMap(([kind, ofKind]) =>
    ofKind.map(({ what, bound, beyond, file }) => [kind, what, bound, coded(beyond), `\`${file}\``]),
  );
  return `## Bounds

What one person, one message or many strangers can make grow, and where it ends. Paths are below \`src/\`; a test looks for
each bound in its file.

${table(['', 'What', 'At most', 'Beyond it', 'Held in'], rows)}`;
}

/** The texts of the messages that the tables name, in both languages. */
function messages(tables: string): string {
  const keys = [...new Set([...tables.matchAll(/`(error-[a-z-]+)`/g)].map(([, key = '']) => key))].toSorted();
  const [english, persian] = [createTranslator('en'), createTranslator('fa')];
  const rows = keys.map((key) => [
    `\`${key}\``,
    english(key, { time: 'in 45 s', megabytes: '20' }),
    persian(key, { time: '۴۵ ثانیهٔ دیگر', megabytes: '۲۰' }),
  ]);
  return `## The messages

${table(['Name', 'English', 'Persian'], rows)}`;
}

function coded(text: string): string {
  return text.replaceAll(/error-[a-z-]+/g, '`$&`');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll(/\s+/g, ' ')).join(' | ')} |`)
    .join('\n');
}
