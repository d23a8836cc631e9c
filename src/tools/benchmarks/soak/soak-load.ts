import type { ProviderFault } from '../../stand-ins/providers/provider-fault.ts';
import { startProviderStandIn } from '../../stand-ins/providers/provider-stand-in.ts';
import { splitIntoChunks } from '../../stand-ins/providers/send-reply.ts';
import type { TelegramEvent } from '../../stand-ins/telegram/world/telegram-event.ts';
import { startTelegramStandIn, type TelegramStandIn } from '../../stand-ins/telegram/telegram-stand-in.ts';
import { pause } from '../measure.ts';
import { ADMIN, environmentAmong } from '../spawn-bot.ts';
import { HostilePeople } from './hostile-people.ts';

const PEOPLE = 60;
/** Of these, so many may be hostile: the last ones. */
const HOSTILE = PEOPLE / 10;
/** Members of the group, who write only there. */
const GROUP_MEMBERS = 12;
const PLENTY = { requests: 1_000_000, tokens: 1_000_000_000 };
const ANSWER = 'A sentence of an answer. '.repeat(20);
/** A second in total; with streaming, the second half streams. */
const PACE = { latencyMs: 500, chunkDelayMs: 500 / splitIntoChunks(ANSWER).length };
const COMMANDS = ['/usage', '/help', '/model', '/new'];
/** One message in this many is a command. */
const COMMAND_EVERY = 20;
const FAULT_EVERY_MS = 20_000;
const REPORT_EVERY_MS = 60_000;
/** After this time a question counts as unanswered. */
const PATIENCE_MS = 20_000;
const FAULTS: readonly ProviderFault[] = [
  { kind: 'status', status: 429, retryAfterSeconds: 2 },
  { kind: 'cut', afterChunks: 5 },
  { kind: 'status', status: 500 },
  { kind: 'reset' },
];

/**
 * Simulated people who chat at an even pace with the bot that polls `telegram`, and providers that sometimes
 * fail.
 */
export interface SoakLoad {
  telegram: TelegramStandIn;
  /** The environment of the bot under load. */
  environment: NodeJS.ProcessEnv;
  /** Silent until they begin; nobody where none was asked for. */
  hostile: HostilePeople;
  /** Starts asking, `perSecond` messages in total. */
  begin(perSecond: number): void;
  /** The answers since the last call. */
  takeAnswers(): SoakAnswers;
  /** Stops asking and waits for pending answers. */
  end(): Promise<void>;
  close(): Promise<void>;
}

export interface SoakAnswers {
  /** Milliseconds from each question to its complete answer; commands are excluded. */
  chatMs: number[];
  /** Questions and commands. */
  answered: number;
  /** Overdue questions. */
  unanswered: number;
}

export interface SoakLoadOptions {
  /** They are not asked whether they got an answer, and the bot limits each person as it does by default. */
  oneInTenIsHostile?: boolean;
}

/** Starts the stand-ins and creates the people. */
export async function startSoakLoad({ oneInTenIsHostile = false }: SoakLoadOptions = {}): Promise<SoakLoad> {
  const telegram = await startTelegramStandIn();
  const [groq, cerebras] = await Promise.all(
    (['groq', 'cerebras'] as const).map((id) =>
      startProviderStandIn(id, { ...PACE, limits: PLENTY, answer: () => ANSWER }),
    ),
  );
  const hostile = oneInTenIsHostile ? HOSTILE : 0;
  const asking = new Asking(telegram, PEOPLE - hostile);
  const hostileIds = Array.from({ length: hostile }, (_, index) => PEOPLE - index);
  const environment = environmentAmong(telegram, [groq!, cerebras!]);
  if (oneInTenIsHostile) delete environment['USER_REQUESTS_PER_MINUTE'];
  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, work: () => void) => void timers.push(setInterval(work, ms));
  return {
    telegram,
    environment,
    hostile: new HostilePeople(telegram, hostileIds),
    begin(perSecond) {
      let faults = 0;
      every(1000 / perSecond, () => asking.askNext());
      every(FAULT_EVERY_MS, () => groq!.fail(FAULTS[faults++ % FAULTS.length]!));
      every(REPORT_EVERY_MS, () => asking.ask(ADMIN, '/ai_usage'));
    },
    takeAnswers() {
      for (const provider of [groq!, cerebras!]) provider.forgetRequests();
      telegram.forgetCalls();
      return asking.take();
    },
    async end() {
      for (const timer of timers) clearInterval(timer);
      await asking.untilAnswered();
    },
    close: async () =>
      void (await Promise.all([telegram, groq!, cerebras!].map((standIn) => standIn.close()))),
  };
}

interface Question {
  chatId: number;
  messageId: number;
  askedAt: number;
  isCommand: boolean;
}

/** Tracks pending answers. Each person writes again only after an answer. */
class Asking {
  readonly #telegram: TelegramStandIn;
  readonly #people: number;
  readonly #groupId: number;
  readonly #open = new Map<number, Question>();
  #asked = 0;
  #answers: SoakAnswers = { chatMs: [], answered: 0, unanswered: 0 };

  constructor(telegram: TelegramStandIn, people: number) {
    this.#telegram = telegram;
    this.#people = people;
    telegram.addUser({ id: ADMIN, firstName: 'Admin' });
    for (let id = 1; id <= people; id++) telegram.addUser({ id, firstName: `Person ${id}` });
    const members = Array.from({ length: GROUP_MEMBERS }, (_, index) => index + 1);
    this.#groupId = telegram.addGroup({ title: 'Soak', members }).id;
    telegram.onEvent((event) => this.#notice(event));
  }

  /** Asks as the next person without a pending answer. */
  askNext(): void {
    this.#giveUpOld();
    for (let step = 0; step < this.#people; step++) {
      const person = (this.#asked++ % this.#people) + 1;
      if (!this.#open.has(person)) return this.ask(person, this.#nextText());
    }
  }

  ask(person: number, text: string): void {
    const isInGroup = person <= GROUP_MEMBERS;
    const isCommand = text.startsWith('/');
    const name = this.#telegram.bot.username;
    const addressed = !isInGroup ? text : isCommand ? `${text}@${name}` : `@${name} ${text}`;
    const chatId = isInGroup ? this.#groupId : person;
    const { message_id: messageId } = this.#telegram.say(person, addressed, { chatId });
    this.#open.set(person, { chatId, messageId, askedAt: performance.now(), isCommand });
  }

  take(): SoakAnswers {
    this.#giveUpOld();
    const answers = this.#answers;
    this.#answers = { chatMs: [], answered: 0, unanswered: 0 };
    return answers;
  }

  async untilAnswered(): Promise<void> {
    while (this.#open.size > 0) {
      await pause(50);
      this.#giveUpOld();
    }
  }

  #nextText(): string {
    const command = COMMANDS[(this.#asked / COMMAND_EVERY) % COMMANDS.length];
    return this.#asked % COMMAND_EVERY === 0 && command ? command : `Question ${this.#asked}`;
  }

  #notice(event: TelegramEvent): void {
    if ((event.type !== 'message' && event.type !== 'edited') || event.message.by !== 'bot') return;
    const { replyTo, keyboard } = event.message;
    // In a group an answer is edited until it is complete, with a stop button until then.
    if (keyboard.flat().some(({ value }) => value.startsWith('stop:'))) return;
    for (const [person, question] of this.#open) {
      const isTheirs =
        question.chatId === event.chatId && (event.chatId > 0 || replyTo === question.messageId);
      if (isTheirs) this.#close(person, question);
    }
  }

  #close(person: number, { askedAt, isCommand }: Question): void {
    this.#open.delete(person);
    this.#answers.answered++;
    if (!isCommand) this.#answers.chatMs.push(performance.now() - askedAt);
  }

  #giveUpOld(): void {
    const now = performance.now();
    for (const [person, { askedAt }] of this.#open) {
      if (now - askedAt < PATIENCE_MS) continue;
      this.#open.delete(person);
      this.#answers.unanswered++;
    }
  }
}
