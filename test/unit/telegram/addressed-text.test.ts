import type { Message } from 'grammy/types';
import { addressedText } from '../../../src/telegram/contents/addressed-text.ts';

const BOT = { id: 1, username: 'ledger_bot' };

function inGroup(text: string, more: object = {}): Message {
  return {
    message_id: 1,
    date: 1,
    chat: { id: -1, type: 'supergroup', title: 'x' },
    text,
    ...more,
  };
}

function from(id: number, more: object = {}): object {
  return {
    reply_to_message: { message_id: 9, date: 1, from: { id, is_bot: id === 1, first_name: 'x' }, ...more },
  };
}

describe('addressedText', () => {
  it('is everything in a private chat, and nothing where there are no words', () => {
    const chat = { id: 5, type: 'private', first_name: 'x' };
    expect(addressedText(inGroup(' hello ', { chat }), BOT)).toBe('hello');
    expect(addressedText(inGroup('', { chat, text: undefined, caption: 'look' }), BOT)).toBe('look');
    expect(addressedText(inGroup('', { chat, text: undefined }), BOT)).toBe('');
  });

  it.each([
    ['@ledger_bot hello', 'hello'],
    ['hello @Ledger_Bot', 'hello'],
    ['hello, @ledger_bot! Tell @ledger_bot more', 'hello, ! Tell  more'],
    ['@ledger_bot', ''],
    ['سلام @ledger_bot، خوبی؟', 'سلام ، خوبی؟'],
  ])('finds the mention in %s', (text, asked) => {
    expect(addressedText(inGroup(text), BOT)).toBe(asked);
  });

  it.each([
    'hello',
    'ledger_bot',
    '@ledger_bot2',
    '@ledger_bot_test hi',
    'me@ledger_bot.org',
    '/help@other_bot',
  ])('leaves %s alone', (text) => {
    expect(addressedText(inGroup(text), BOT)).toBeNull();
  });

  it('finds the mention under a picture', () => {
    expect(addressedText(inGroup('', { text: undefined, caption: '@ledger_bot what is it?' }), BOT)).toBe(
      'what is it?',
    );
  });

  it('takes an answer to the bot, not one to somebody else', () => {
    expect(addressedText(inGroup('why?', from(1)), BOT)).toBe('why?');
    expect(addressedText(inGroup('why?', from(2)), BOT)).toBeNull();
  });

  it('leaves alone what only stands in a topic that the bot opened', () => {
    const opened = from(1, { forum_topic_created: { name: 'x', icon_color: 1 } });
    expect(addressedText(inGroup('lunch?', opened), BOT)).toBeNull();
  });

  it('leaves a command for another bot alone, even in an answer to this one', () => {
    expect(addressedText(inGroup('/stats@other_bot', from(1)), BOT)).toBeNull();
    expect(addressedText(inGroup('/stats@ledger_bot', from(1)), BOT)).toBe('/stats');
  });

  it('leaves a command that names no bot alone, even in an answer to this one', () => {
    const entities = [{ type: 'bot_command', offset: 0, length: 4 }];
    expect(addressedText(inGroup('/ban', { ...from(1), entities }), BOT)).toBeNull();
    expect(addressedText(inGroup('/ban@ledger_bot', { entities }), BOT)).toBe('/ban');
  });
});
