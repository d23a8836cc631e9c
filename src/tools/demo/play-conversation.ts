import { demoAdminIds, demoGroup, JOHN, KATE, MARYAM, NIMA, SARA } from './demo-people.ts';
import { demoPicture, demoVoice } from './demo-recordings.ts';
import type { BotApiMessage } from '../stand-ins/telegram/bot-api/bot-api-message.ts';
import type { ChatButton, ChatMessage } from '../stand-ins/telegram/world/chat-message.ts';
import type { TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';

interface Said {
  from: number;
  /** The text, or the caption of a picture. */
  text: string;
  chatId?: number;
  file?: 'voice' | 'picture';
  /** The number of messages the bot answers with. Default 1. */
  answers?: number;
  /** Replies to the last message of the bot in that chat. */
  isReply?: boolean;
}

/** An admin presses the card's first button, which lets a stranger in; the stranger is told. */
interface LetIn {
  letsIn: number;
  by: number;
}

/** The script. Each line waits for the bot's answer to the previous one. */
const LINES: readonly (Said | LetIn)[] = [
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
  { from: JOHN, text: 'Thank you!', chatId: demoGroup.id, isReply: true },
  { from: SARA, text: '/usage' },
  // Telegram tells a person's language with their messages only, and cards come in the admins' languages.
  { from: MARYAM, text: '/start' },
  { from: KATE, text: '/start' },
  { from: NIMA, text: 'سلام! من هم می‌توانم بپرسم؟' },
  { letsIn: NIMA, by: MARYAM },
  { from: NIMA, text: 'یک شعر از حافظ برایم بنویس.' },
  { from: MARYAM, text: '/ai_usage' },
  { from: KATE, text: '/ai_usage' },
  { from: KATE, text: `/ai_usage ${SARA}` },
];

const ANSWER_WITHIN_MS = 15_000;

/** Plays the conversation, then the scheduled report to both admins. */
export async function playConversation(
  telegram: TelegramStandIn,
  sendScheduledReport: () => Promise<void>,
): Promise<void> {
  for (const line of LINES) await ('letsIn' in line ? letIn(telegram, line) : say(telegram, line));
  await sendScheduledReport();
}

async function say(telegram: TelegramStandIn, line: Said): Promise<void> {
  const { chatId = line.from, answers = 1 } = line;
  let { message_id: last } = send(telegram, line);
  for (let count = 0; count < answers; count++) {
    const isNext = (message: ChatMessage) => isAnswerTo(message, last);
    last = (await telegram.waitForMessage(chatId, isNext, ANSWER_WITHIN_MS)).id;
  }
}

async function letIn(telegram: TelegramStandIn, { letsIn, by }: LetIn): Promise<void> {
  const isLetIn = ({ value }: ChatButton) => value.startsWith(`access:in:${letsIn}:`);
  const isCard = ({ keyboard }: ChatMessage) => keyboard.flat().some(isLetIn);
  // Both admins get the card before one of them decides.
  const cards = demoAdminIds.map((admin) => telegram.waitForMessage(admin, isCard, ANSWER_WITHIN_MS));
  const card = (await Promise.all(cards)).find(({ chatId }) => chatId === by);
  const button = card?.keyboard.flat().find(isLetIn);
  if (!card || !button) throw new Error(`no card asks ${by} about ${letsIn}`);
  const last = telegram.messages(letsIn).at(-1)?.id ?? 0;
  const { answer } = telegram.press(by, card.id, button.value);
  const isTold = (message: ChatMessage) => isAnswerTo(message, last);
  await Promise.all([answer, telegram.waitForMessage(letsIn, isTold, ANSWER_WITHIN_MS)]);
}

function send(telegram: TelegramStandIn, { from, text, chatId = from, file, isReply }: Said): BotApiMessage {
  if (file === 'voice') return telegram.sendVoice(from, demoVoice, { chatId });
  if (file === 'picture') return telegram.sendPhoto(from, demoPicture, { chatId, caption: text });
  const replyTo = isReply ? telegram.messages(chatId).findLast(({ by }) => by === 'bot')?.id : undefined;
  return telegram.say(from, text, { chatId, replyTo });
}

function isAnswerTo(message: ChatMessage, id: number): boolean {
  return message.by === 'bot' && message.draft === null && message.id > id;
}
