import { demoGroup, JOHN, SARA } from '../../../src/tools/demo/demo-people.ts';
import { printEvents } from '../../../src/tools/demo/print-events.ts';
import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import type { TelegramEvent } from '../../../src/tools/stand-ins/telegram/world/telegram-event.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

const BUTTONS = [[{ text: 'Again', kind: 'callback', value: 'again', style: null }]] as const;

function message(change: Partial<ChatMessage>): ChatMessage {
  return {
    id: 2,
    chatId: demoGroup.id,
    threadId: null,
    by: 'bot',
    from: { id: 1, name: 'Usage bot' },
    text: '',
    entities: [],
    keyboard: [],
    edited: true,
    replyTo: null,
    photo: null,
    document: null,
    voice: null,
    draft: null,
    date: new Date(0),
    ...change,
  };
}

function startPrinter() {
  const clock = new FakeClock();
  const asked = message({ id: 1, by: 'user', from: { id: JOHN, name: 'John' }, text: 'Hi', edited: false });
  let emit: (event: TelegramEvent) => void = () => undefined;
  let written = '';
  const telegram = {
    messages: () => [asked],
    onEvent: (listener: typeof emit) => ((emit = listener), () => (emit = () => undefined)),
  };
  const printer = printEvents({ telegram, clock, write: (text) => (written += text) });
  const edit = (change: Partial<ChatMessage>) => {
    const edited = message(change);
    emit({ type: 'edited', chatId: edited.chatId, message: edited });
  };
  return { clock, printer, edit, emit: (event: TelegramEvent) => emit(event), written: () => written };
}

describe('the conversation in the terminal', () => {
  it('writes an answer that grows in a group once, when it is whole', () => {
    const { edit, written, printer } = startPrinter();
    for (const text of ['One', 'One two', 'One two three']) edit({ text });
    expect(written()).toBe('');
    edit({ text: 'One two three four', keyboard: BUTTONS });
    printer.close();
    expect(written()).toBe('🤖 Usage bot · Book club · edited\n  One two three four\n  [ Again ]\n\n');
  });

  it('writes what stays without buttons after a while', async () => {
    const { edit, written, clock } = startPrinter();
    edit({ text: 'Something went wrong' });
    await clock.advance(1_999);
    expect(written()).toBe('');
    await clock.advance(1);
    expect(written()).toContain('Something went wrong');
  });

  it('loses nothing at the end', () => {
    const { edit, written, printer } = startPrinter();
    edit({ id: 2, text: 'first' });
    edit({ id: 3, text: 'second' });
    printer.close();
    expect(written()).toMatch(/first[^]*second/);
  });

  it('writes edits in private chats and by people at once', () => {
    const { edit, written } = startPrinter();
    edit({ chatId: SARA, text: 'a card' });
    edit({ by: 'user', from: { id: JOHN, name: 'John' }, text: 'I mean this' });
    expect(written()).toContain('🤖 Usage bot · سارا · edited\n  a card\n');
    expect(written()).toContain('👤 John · Book club · edited\n  I mean this\n');
  });

  it('names whom a reply is to and who pressed', () => {
    const { emit, written } = startPrinter();
    const reply = message({ text: 'Hello', replyTo: 1, edited: false });
    emit({ type: 'message', chatId: demoGroup.id, message: reply });
    emit({ type: 'pressed', chatId: SARA, userId: SARA, messageId: 2, button: 'Again', data: 'again' });
    expect(written()).toContain('🤖 Usage bot · Book club · in reply to John\n  Hello\n');
    expect(written()).toContain('👆 سارا presses [ Again ]\n');
  });
});
