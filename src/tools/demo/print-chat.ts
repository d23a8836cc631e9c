import type { ChatFile, ChatMessage } from '../stand-ins/telegram/world/chat-message.ts';
import type { TelegramEvent } from '../stand-ins/telegram/world/telegram-event.ts';

export interface PrintOptions {
  /** The chat's name; for a private chat with the bot, its person. */
  chatTitle?: string;
  /** Formats a text; pass `visibleText` for terminals that show direction marks as boxes. */
  show?: (text: string) => string;
  /** Names whose message it replies to. */
  repliedTo?: (message: ChatMessage) => string | undefined;
  /** The name of whoever pressed a button. */
  pressedBy?: string;
}

/** A message in plain lines: author, content and buttons. Ends with a newline. */
export function printChat(message: ChatMessage, options: PrintOptions = {}): string {
  const show = options.show ?? ((text: string): string => text);
  const body = show(message.text)
    .split('\n')
    .map((line) => (line ? `  ${line}` : ''));
  const lines = [
    heading(message, options),
    ...fileLines(message),
    ...(message.text ? body : []),
    ...buttonLines(message),
  ];
  return `${lines.join('\n')}\n`;
}

/** A chat event in plain lines; `null` for short-lived ones. */
export function printEvent(event: TelegramEvent, options: PrintOptions = {}): string | null {
  switch (event.type) {
    case 'message':
    case 'edited':
      return printChat(event.message, options);
    case 'pressed':
      return `👆 ${options.pressedBy ?? event.userId} presses [ ${event.button} ]\n`;
    case 'callback-answer':
      return event.answer.text ? `  ( ${event.answer.text} )\n` : null;
    case 'deleted':
      return `  (message ${event.messageId} was deleted)\n`;
    case 'draft':
    case 'draft-ended':
    case 'typing':
    case 'commands':
      return null;
    default:
      return event satisfies never;
  }
}

function heading(message: ChatMessage, { chatTitle, repliedTo }: PrintOptions): string {
  const icon = message.by === 'bot' ? '🤖' : '👤';
  const place = chatTitle ? ` · ${chatTitle}` : '';
  const state = message.draft ? ' · writing…' : message.edited ? ' · edited' : '';
  const reply = message.replyTo === null ? '' : ` · in reply to ${repliedTo?.(message) ?? message.replyTo}`;
  return `${icon} ${message.from.name}${place}${reply}${state}`;
}

function fileLines({ photo, document, voice }: ChatMessage): string[] {
  return [...fileLine('🖼', photo), ...fileLine('📎', document), ...fileLine('🎤', voice)];
}

function fileLine(icon: string, file: ChatFile | null): string[] {
  return file ? [`  ${icon} ${file.name} (${file.size.toLocaleString('en-US')} bytes)`] : [];
}

function buttonLines({ keyboard }: ChatMessage): string[] {
  return keyboard.map((row) => `  ${row.map((button) => `[ ${button.text} ]`).join(' ')}`);
}
