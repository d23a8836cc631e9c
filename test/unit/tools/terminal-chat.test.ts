import { PassThrough } from 'node:stream';
import { demoPeople, JOHN, SARA } from '../../../src/tools/demo/demo-people.ts';
import { startTerminalChat } from '../../../src/tools/demo/terminal-chat.ts';
import type { TelegramStandIn } from '../../../src/tools/stand-ins/telegram/telegram-stand-in.ts';

/** What the lines that somebody types do. */
async function type(...lines: string[]): Promise<string[]> {
  const input = new PassThrough();
  const done: string[] = [];
  const keyboard = [[{ text: 'Let in' }, { text: 'Block' }]];
  const telegram = {
    say: (id: number, text: string) => void done.push(`${id} says ${text}`),
    messages: () => [{ id: 7, keyboard }],
    press: (id: number, message: number, text: string) =>
      void done.push(`${id} presses ${text} below ${message}`),
  } as unknown as TelegramStandIn;
  const write = (text: string) => void done.push(text);
  const sendReport = async () => void done.push('report');
  const chat = startTerminalChat({ telegram, people: demoPeople, input, write, sendReport });
  const read = new Promise((resolve) => input.once('end', resolve));
  input.end(lines.map((line) => `${line}\n`).join(''));
  await read;
  await new Promise(setImmediate);
  chat.close();
  return done;
}

describe('the chat in the terminal', () => {
  it('writes as the first person, until somebody else is chosen', async () => {
    expect(await type('سلام', ':who 2', 'Hello')).toEqual([
      `${SARA} says سلام`,
      'You are John.\n',
      `${JOHN} says Hello`,
    ]);
  });

  it('presses buttons and says where there is none', async () => {
    expect(await type(':press 2', ':press 3')).toEqual([
      `${SARA} presses Block below 7`,
      'There is no such button.\n',
    ]);
  });

  it('sends the scheduled report', async () => {
    expect(await type(':report')).toEqual(['report']);
  });

  it('tells who is who', async () => {
    const [help] = await type(':help');
    expect(help).toContain('2 John (user)');
    expect(help).toContain('3 نیما (stranger)');
    expect(help).toContain('6 Kate (admin)');
    expect(help).toContain(':report');
  });
});
