import type { ChatMessage } from './world/chat-message.ts';
import type { ChatWorld } from './world/chat-world.ts';

/** Resolves with the first matching message or draft of a chat, existing ones included. */
export function waitForMessage(
  world: ChatWorld,
  chatId: number,
  fits: (message: ChatMessage) => boolean,
  timeoutMs: number,
): Promise<ChatMessage> {
  const present = world.messages(chatId).find(fits);
  if (present) return Promise.resolve(present);
  return new Promise((resolve, reject) => {
    const stop = world.onEvent((event) => {
      if (!('message' in event) || event.chatId !== chatId || !fits(event.message)) return;
      clearTimeout(timer);
      stop();
      resolve(event.message);
    });
    const timer = setTimeout(() => {
      stop();
      reject(
        new Error(
          `no such message in chat ${chatId} within ${timeoutMs} ms; it ends with:\n${lastLines(world, chatId)}`,
        ),
      );
    }, timeoutMs);
    // Nobody may be waiting any more, such as when the bot has ended before its answer.
    timer.unref();
  });
}

function lastLines(world: ChatWorld, chatId: number): string {
  const last = world.messages(chatId).slice(-5);
  return last.map(({ by, text }) => `[${by}] ${text.slice(0, 200)}`).join('\n') || '(nothing)';
}
