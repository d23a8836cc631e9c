import { demoGroup } from './demo-people.ts';
import { demoPicture, demoVoice } from './demo-recordings.ts';
import type { BotApiMessage } from '../stand-ins/telegram/bot-api/bot-api-message.ts';
import type { ChatMessage } from '../stand-ins/telegram/world/chat-message.ts';
import type { TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';

const [SARA, JOHN, MARYAM, KATE] = [101, 102, 201, 202];

interface Line {
  from: number;
  /** The text, or the caption of a picture. */
  text: string;
  chatId?: number;
  file?: 'voice' | 'picture';
  /** The number of messages the bot answers with. Default 1. */
  answers?: number;
}

/** The script. Each line waits for the bot's answer to the previous one. */
const LINES: readonly Line[] = [
  { from: SARA, text: '/start' },
  { from: SARA, text: 'سلام! پایتخت ایران کجاست؟' },
  { from: SARA, text: 'برای شام چه بپزم؟' },
  // The transcript comes first, then the answer.
  { from: SARA, text: '', file: 'voice', answers: 2 },
  { from: SARA, text: 'در این عکس چه می‌بینی؟', file: 'picture' },
  { from: JOHN, text: '/start' },
  { from: JOHN, text: 'What is the capital of France?' },
  { from: JOHN, text: 'Write a haiku about the sea.' },
  { from: JOHN, text: 'What is the capital of Iran, @usage_demo_bot?', chatId: demoGroup.id },
  { from: SARA, text: '/usage' },
  { from: MARYAM, text: '/ai_usage' },
  { from: KATE, text: '/ai_usage' },
];

const ANSWER_WITHIN_MS = 15_000;

/** Plays the conversation, then the scheduled report to both admins. */
export async function playConversation(
  telegram: TelegramStandIn,
  sendScheduledReport: () => Promise<void>,
): Promise<void> {
  for (const line of LINES) {
    const { chatId = line.from, answers = 1 } = line;
    let { message_id: last } = send(telegram, line);
    for (let count = 0; count < answers; count++) {
      const isNext = (message: ChatMessage) => isAnswerTo(message, last);
      last = (await telegram.waitForMessage(chatId, isNext, ANSWER_WITHIN_MS)).id;
    }
  }
  await sendScheduledReport();
}

function send(telegram: TelegramStandIn, { from, text, chatId, file }: Line): BotApiMessage {
  if (file === 'voice') return telegram.sendVoice(from, demoVoice, { chatId });
  if (file === 'picture') return telegram.sendPhoto(from, demoPicture, { chatId, caption: text });
  return telegram.say(from, text, { chatId });
}

function isAnswerTo(message: ChatMessage, id: number): boolean {
  return message.by === 'bot' && message.draft === null && message.id > id;
}
