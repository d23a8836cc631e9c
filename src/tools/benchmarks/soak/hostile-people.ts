import type { TelegramStandIn } from '../../stand-ins/telegram/telegram-stand-in.ts';

/** Groups in which each of them is a member, beside nobody else. */
const GROUPS_EACH = 20;
/** Faster than Telegram lets one person write. */
const ACT_EVERY_MS = 100;
const LONGEST_TEXT = 4_096;
/** What once kept a bot busy: text that is dear to render, and text that seems to go on. */
const TEXTS = ['1. '.repeat(1_000), '[*a'.repeat(1_000), '**x `y` '.repeat(400), 'Again!'];
const COMMANDS = ['/usage', '/model', '/start', '/privacy', '/help'];
const FORGED = ['stop:1', 'model:groq/none', 'access:let-in:1', 'undo:1', ''];

type Act = (person: number, turn: number) => void;

/** People who write, call and press as fast as they can, in private and in many groups, without waiting for anything. */
export class HostilePeople {
  readonly #telegram: TelegramStandIn;
  readonly #ids: readonly number[];
  readonly #groups = new Map<number, number[]>();
  readonly #acts: readonly Act[] = [
    (person, turn) => this.#say(person, pick(TEXTS, turn).slice(0, LONGEST_TEXT)),
    (person, turn) => this.#mention(person, turn),
    (person, turn) => this.#press(person, turn),
    (person, turn) => this.#say(person, pick(COMMANDS, turn)),
  ];
  #timer: NodeJS.Timeout | undefined;
  #turn = 0;

  constructor(telegram: TelegramStandIn, ids: readonly number[]) {
    this.#telegram = telegram;
    this.#ids = ids;
    for (const id of ids) {
      telegram.addUser({ id, firstName: `Hostile ${id}` });
      const groups = Array.from({ length: GROUPS_EACH }, (_, index) => `Group ${index} of ${id}`);
      this.#groups.set(
        id,
        groups.map((title) => telegram.addGroup({ title, members: [id] }).id),
      );
    }
  }

  /** Begins, or goes on. */
  begin(): void {
    this.#timer ??= setInterval(() => this.#act(), ACT_EVERY_MS);
  }

  /** Falls silent; nothing is taken back. */
  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #act(): void {
    const turn = this.#turn++;
    const act = pick(this.#acts, turn);
    for (const person of this.#ids) act(person, Math.floor(turn / this.#acts.length));
  }

  #say(person: number, text: string): void {
    this.#telegram.say(person, text);
  }

  #mention(person: number, turn: number): void {
    const chatId = pick(this.#groups.get(person)!, turn);
    this.#telegram.say(person, `@${this.#telegram.bot.username} And now?`, { chatId });
  }

  /** A button that the bot never showed, below a message of its own. */
  #press(person: number, turn: number): void {
    const message = this.#telegram.messages(person).findLast(({ by }) => by === 'bot');
    if (!message) return;
    const { id, firstName } = { id: person, firstName: `Hostile ${person}` };
    this.#telegram.sendUpdate({
      callback_query: {
        id: `${person}-${turn}`,
        from: { id, first_name: firstName, is_bot: false },
        chat_instance: `${person}`,
        data: pick(FORGED, turn),
        message: {
          message_id: message.id,
          date: Math.floor(Date.now() / 1_000),
          chat: { id, type: 'private', first_name: firstName },
          text: message.text,
        },
      },
    });
  }
}

function pick<T>(values: readonly T[], turn: number): T {
  return values[turn % values.length]!;
}
