import { demoGroup } from './demo-people.ts';
import type { ChatMessage } from './telegram/chat-message.ts';
import type { TelegramStandIn } from './telegram/telegram-stand-in.ts';

const [SARA, JOHN, MARYAM, KATE] = [101, 102, 201, 202];

/** Who says what, in order. Each line waits for the bot's answer to the one before. */
const LINES: readonly { from: number; text: string; chatId?: number }[] = [
  { from: SARA, text: '/start' },
  { from: SARA, text: 'سلام! پایتخت ایران کجاست؟' },
  { from: SARA, text: 'برای شام چه بپزم؟' },
  { from: JOHN, text: '/start' },
  { from: JOHN, text: 'What is the capital of France?' },
  { from: JOHN, text: 'Write a haiku about the sea.' },
  { from: JOHN, text: 'What is the capital of Iran, @usage_demo_bot?', chatId: demoGroup.id },
  { from: SARA, text: '/usage' },
  { from: MARYAM, text: '/ai_usage' },
  { from: KATE, text: '/ai_usage' },
];

const ANSWER_WITHIN_MS = 15_000;

/** Plays the whole conversation, ended by the scheduled report that reaches both admins. */
export async function playConversation(
  telegram: TelegramStandIn,
  sendScheduledReport: () => Promise<void>,
): Promise<void> {
  for (const { from, text, chatId = from } of LINES) {
    const said = telegram.say(from, text, { chatId });
    await telegram.waitForMessage(
      chatId,
      (message) => isAnswerTo(message, said.message_id),
      ANSWER_WITHIN_MS,
    );
  }
  await sendScheduledReport();
}

function isAnswerTo(message: ChatMessage, id: number): boolean {
  return message.by === 'bot' && message.draft === null && message.id > id;
}
