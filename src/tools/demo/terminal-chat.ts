import { createInterface } from 'node:readline';
import type { DemoPerson } from './demo-people.ts';
import type { TelegramStandIn } from '../stand-ins/telegram/telegram-stand-in.ts';

export interface TerminalChat {
  /** Instructions for the person who started the demo. */
  help: string;
  /** Resolves when the terminal is closed. */
  ended: Promise<void>;
  close(): void;
}

export interface TerminalChatOptions {
  telegram: TelegramStandIn;
  people: readonly DemoPerson[];
  input: NodeJS.ReadableStream;
  write: (text: string) => unknown;
  /** Sends the scheduled report now. */
  sendReport: () => Promise<void>;
}

const HELP =
  'In this terminal: write a message; ":who 3" switches to another person; ":press 2" presses the second button\n' +
  'under the last message; ":report" sends the scheduled report; ":help" lists the people:';

/** Lets a person chat as the demo's people by typing lines. */
export function startTerminalChat(options: TerminalChatOptions): TerminalChat {
  const { telegram, people, input, write } = options;
  const lines = createInterface({ input });
  let [speaker] = people;
  const list = () =>
    people.map(({ firstName, role }, index) => `  ${index + 1} ${firstName} (${role})`).join('\n');
  const speakAs = (person: DemoPerson | undefined) => {
    speaker = person ?? speaker;
    write(`You are ${speaker?.firstName}.\n`);
  };
  const answer = (line: string) => {
    const [, command, argument] = /^:(who|press|report|help)\s*(\d*)$/.exec(line) ?? [];
    if (command === 'help') write(`${HELP}\n${list()}\n`);
    else if (command === 'who') speakAs(people[Number(argument) - 1]);
    else if (command === 'press' && speaker) press(telegram, speaker.id, Number(argument), write);
    else if (command === 'report') void options.sendReport();
    else if (line && speaker) telegram.say(speaker.id, line);
  };
  lines.on('line', (line) => answer(line.trim()));
  // Without a terminal, the end of the input must not end the demo.
  const isTerminal = 'isTTY' in input && input.isTTY === true;
  const ended = new Promise<void>((resolve) => {
    if (isTerminal) lines.once('close', resolve);
  });
  return { help: `${HELP}\n${list()}`, ended, close: () => lines.close() };
}

function press(
  telegram: TelegramStandIn,
  userId: number,
  number: number,
  write: (text: string) => unknown,
): void {
  const message = telegram.messages(userId).findLast((one) => one.keyboard.length > 0);
  const button = message?.keyboard.flat()[number - 1];
  if (message && button) telegram.press(userId, message.id, button.text);
  else write('There is no such button.\n');
}
