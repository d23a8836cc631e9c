import { createTranslator } from '../../../src/localization/translator.ts';
import { CLOCK_CASES } from './cases/clock-cases.ts';
import { DATABASE_CASES } from './cases/database-cases.ts';
import { PROVIDER_CASES, type ProviderCase, type ProviderOutcome } from './cases/provider-cases.ts';
import { SHUTDOWN_CASES } from './cases/shutdown-cases.ts';
import { TELEGRAM_CASES } from './cases/telegram-cases.ts';
import { WEBHOOK_CASES } from './cases/webhook-cases.ts';

const NAMES = { groq: 'Groq', gemini: 'Gemini', cerebras: 'Cerebras', cohere: 'Cohere' } as const;

const HEAD = `# What happens when something fails

This page is written by \`npm run reliability\` from the cases in \`test/e2e/reliability/\`, which the tests of the same names
play through with the real bot, the real SDKs and stand-ins over sockets. What they find is compared with these tables,
and these tables with the cases, so that neither can be wrong alone.

Texts in \`code\` are the bot's messages by their names; they stand below the tables, as a person reads them.`;

const ANYTHING = `## Anything at all

\`npm run fuzz\` sends the built bot 100,000 updates of every kind that Telegram knows, half of them with fields missing, of
another type or repeated, while three of ten pieces that its providers answer are changed byte by byte; a tenth as many
web requests of strangers, deliveries to its webhook and broken ones; and reads 100,000 environments and price files. It
must not end, must answer every update that is well formed, and must neither print, send nor answer any secret, anybody's
words or what only admins may see. \`FUZZ_COUNT\` and \`FUZZ_SEED\` choose how many and which; a small part of it, always
the same, runs with all tests.`;

/** The page that tells what happens in each case. */
export function reliabilityPage(): string {
  const tables = [providers(), telegram(), webhook(), database(), clock(), shutdown()].join('\n\n');
  return `${HEAD}\n\n${tables}\n\n${ANYTHING}\n\n${messages(tables)}\n`;
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
    'Sees, with another provider',
    'Sees, alone',
    'Booked as',
    'Tokens and cost',
  ];
  return `## A provider

Each row holds for all four, but for those named below it. The person sees the answer of another provider wherever one
can still be asked: nothing of it had arrived, and the question is not what failed. Nothing is retried with the same
provider. Whoever fails is asked again as told, by nobody before, and after 30 s only if it is the first failure: each
try that fails doubles the rest, up to eight minutes. Whoever asks while nobody may be asked is told when to come back. Every request that was sent has one row in the ledger; \`unknown\` tokens cost nothing.

${table([...head, 'Asked again', 'Admins are told'], rows)}`;
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

Nothing is sent twice: a message that may have arrived is looked for first. An answer in a group is a message that is
edited, every three seconds into the words so far and then into the whole; \`answerCallbackQuery\` is that of the button
below an answer that asks again; a file is a picture with a question, and each try of its download asks anew where it is.
Admins are not told, since Telegram is how they would be. Whoever runs the bot sees it in the log, and \`/readyz\` says 503
while Telegram does not answer.

${table(['Call', 'Fault', 'Sees', 'Waits', 'Calls', 'Booked as', 'The log says', 'The next question'], rows)}`;
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

With \`PUBLIC_URL\` Telegram delivers updates, and delivers again whatever it is not told 200 of. It is told so once an
update is kept in the database; while that is away, an update waits up to ten seconds for it, and Telegram is told 200
once it is answered. Questions that come before the bot is there wait at Telegram. Where \`setWebhook\` fails again and
again, the bot ends, for whoever runs it to start it again. All rows are those of PostgreSQL, where replicas share the
updates.

${table(['What fails', 'Sees', 'Telegram is told', 'Booked as', 'The log says'], rows)}`;
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

Only the first question waits for a database that does not answer: two seconds for SQLite, five for PostgreSQL. Budgets
cannot be checked meanwhile, the conversation is not remembered, and reports are not available. An outage of less than
three seconds is announced to nobody. What the journal cannot keep either is not asked, since it could not be booked.
SQLite is no server that could be gone; where its folder takes no writes at the start, the bot says so and ends.

${table(['Engine', 'Fault', 'Sees', 'The first question waits', 'What was used is kept', 'Admins are told'], rows)}`;
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

Machines that share a database need clocks that agree within seconds: the one that is ahead takes over what the others
have in hand. After a jump back, what was noted before it counts as of the future until that time comes: the readings
of quotas in reports stay those from before.

${table(['The clock is put', 'Sees, in the middle of an answer', 'Booked as', 'A rest that a provider asked for', 'Admins are told of a failure'], rows)}`;
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

Nothing new is begun. What was begun has eight seconds; what is not done by then is given back as a whole. That a
question was answered is written down in the database: where it was asked before the database went and answered while it
was away, the next process answers it once more.

${table(['The bot …', 'Sees, when it has ended', 'It ends with', 'The next process', 'Booked as'], rows)}`;
}

/** The messages that the tables name, in both languages. */
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
