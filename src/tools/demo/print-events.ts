import { demoGroup, demoPeople } from './demo-people.ts';
import { printEvent } from './print-chat.ts';
import { visibleText } from './visible-text.ts';
import type { TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';
import type { ChatMessage } from '../stand-ins/telegram/world/chat-message.ts';
import type { TelegramEvent } from '../stand-ins/telegram/world/telegram-event.ts';

/** Writes everything that the demo's people see, as it happens. */
export function printEvents(telegram: TelegramStandIn, write: (text: string) => unknown): void {
  const repliedTo = ({ chatId, replyTo }: ChatMessage): string | undefined =>
    telegram.messages(chatId).find(({ id }) => id === replyTo)?.from.name;
  telegram.onEvent((event) => {
    const pressedBy = event.type === 'pressed' ? nameOf(event.userId) : undefined;
    const text = printEvent(event, { show: visibleText, chatTitle: titleOf(event), repliedTo, pressedBy });
    if (text) write(`${text}\n`);
  });
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
