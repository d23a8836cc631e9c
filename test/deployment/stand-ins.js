// Starts Telegram and Groq on loopback for the bot of an image, prints its environment as NAME=value lines, and has a
// person ask for each line on standard input; prints what they are answered.
import { createInterface } from 'node:readline';
import { startProviderStandIn } from '../../dist/parts/provider-stand-in.js';
import { startTelegramStandIn } from '../../dist/parts/telegram-stand-in.js';

const ADMIN = 900;
const telegram = await startTelegramStandIn();
telegram.addUser({ id: ADMIN, firstName: 'Ada', languageCode: 'en' });
const groq = await startProviderStandIn('groq', {});
const environment = {
  BOT_TOKEN: telegram.token,
  ADMIN_IDS: String(ADMIN),
  TELEGRAM_API_ROOT: telegram.apiRoot,
  GROQ_API_KEY: groq.apiKey,
  GROQ_BASE_URL: groq.baseUrl,
};
for (const [name, value] of Object.entries(environment)) process.stdout.write(`${name}=${value}\n`);
process.stdout.write('\n');

for await (const text of createInterface({ input: process.stdin })) {
  const { message_id: asked } = telegram.say(ADMIN, text);
  const answer = await telegram.waitForMessage(
    ADMIN,
    ({ id, draft, keyboard }) =>
      id > asked && draft === null && !keyboard.flat().some(({ value }) => value.startsWith('stop:')),
    60_000,
  );
  process.stdout.write(`${JSON.stringify(answer.text)}\n`);
}
process.exit(0);
