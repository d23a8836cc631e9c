import type { Clock, Timer } from '../../foundation/clock.ts';
import { demoGroup, demoPeople } from './demo-people.ts';
import { printEvent } from './print-chat.ts';
import { visibleText } from './visible-text.ts';
import type { TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';
import type { ChatMessage } from '../stand-ins/telegram/world/chat-message.ts';
import type { TelegramEvent } from '../stand-ins/telegram/world/telegram-event.ts';

export interface EventPrinter {
  /** Writes what is still held back, and nothing after it. */
  close(): void;
}

export interface PrintEventsOptions {
  telegram: Pick<TelegramStandIn, 'messages' | 'onEvent'>;
  write: (text: string) => unknown;
  clock: Pick<Clock, 'after'>;
}

/** An answer in a group grows by edits, each of them the whole text again: only the last one is written. */
const QUIET_MS = 2_000;

/** Writes everything that the demo's people see, as it happens. */
export function printEvents({ telegram, write, clock }: PrintEventsOptions): EventPrinter {
  const held = new Map<number, { event: TelegramEvent; timer: Timer }>();
  const repliedTo = ({ chatId, replyTo }: ChatMessage): string | undefined =>
    telegram.messages(chatId).find(({ id }) => id === replyTo)?.from.name;
  const print = (event: TelegramEvent) => {
    const pressedBy = event.type === 'pressed' ? nameOf(event.userId) : undefined;
    const text = printEvent(event, { show: visibleText, chatTitle: titleOf(event), repliedTo, pressedBy });
    if (text) write(`${text}\n`);
  };
  const release = (id: number) => {
    const entry = held.get(id);
    held.delete(id);
    if (entry) print(entry.event);
  };
  const stop = telegram.onEvent((event) => {
    if (event.type !== 'edited') return print(event);
    const { id } = event.message;
    held.get(id)?.timer.cancel();
    held.set(id, { event, timer: clock.after(QUIET_MS, () => release(id)) });
    if (!isGrowing(event.message)) release(id);
  });
  return {
    close: () => {
      stop();
      for (const { timer } of held.values()) timer.cancel();
      for (const id of held.keys()) release(id);
    },
  };
}

// A whole answer has buttons.
function isGrowing({ by, chatId, keyboard }: ChatMessage): boolean {
  return by === 'bot' && chatId < 0 && keyboard.length === 0;
}

/** The group's title, or whom the bot writes to. */
function titleOf(event: TelegramEvent): string | undefined {
  if (!('message' in event)) return undefined;
  if (event.chatId === demoGroup.id) return demoGroup.title;
  return event.message.by === 'bot' ? nameOf(event.chatId) : undefined;
}

function nameOf(personId: number): string | undefined {
  return demoPeople.find(({ id }) => id === personId)?.firstName;
}
