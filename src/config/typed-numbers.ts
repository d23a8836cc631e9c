import { toLatinDigits } from '../foundation/latin-digits.ts';

/** A number as any keyboard writes it, with Latin digits and a plain minus. */
export function plainNumber(text: string): string {
  return toLatinDigits(text).replace(/^[−–—]/, '-');
}

/** A whole number, its thousands separated or not; `NaN` for anything else. */
export function readWhole(text: string): number {
  const isWhole = /^\d+$|^\d{1,3}(?:[,٬_]\d{3})+$/.test(text);
  return isWhole ? Number(text.replaceAll(/\D/g, '')) : Number.NaN;
}

/** A chat, and one of its topics: `-100123`, `-100123:45`; `null` for anything else. */
export function readChatId(text: string): { chatId: number; threadId: number | null } | null {
  const match = /^(-?[1-9]\d{0,15})(?:\s*[:：]\s*([1-9]\d{0,9}))?$/.exec(text);
  const chatId = Number(match?.[1]);
  if (!match || !Number.isSafeInteger(chatId)) return null;
  return { chatId, threadId: match[2] ? Number(match[2]) : null };
}

/** Above 2^53, a number would turn into another one. */
export function isIdentifier(text: string): boolean {
  return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text));
}
