import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { startBotProgram } from '../../support/bot/bot-program.ts';
import { itWhenBuilt } from '../../support/bot/built-program.ts';
import { startSurroundings } from '../../support/bot/running-bot.ts';

const PEOPLE = 12;
const FIRST = 30_000;
/** The beginning of a JPEG, which tells its type; nobody looks at the rest. */
const PICTURE = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(19_000_000, 7)]);

describe('large pictures of many people at once', () => {
  itWhenBuilt()(
    'are all looked at by a process with a heap of 256 MB, one after the other',
    async () => {
      const surroundings = await startSurroundings({
        providers: { gemini: { latencyMs: 20, answer: () => 'I see it' } },
        environment: { NODE_OPTIONS: '--max-old-space-size=256' },
      });
      const { telegram, environment } = surroundings;
      const people = Array.from({ length: PEOPLE }, (_, index) => FIRST + index);
      for (const id of people) telegram.addUser({ id, firstName: `Person ${id}` });
      const program = await startBotProgram(environment);
      for (const id of people)
        telegram.sendDocument(id, PICTURE, {
          fileName: 'a.jpg',
          mimeType: 'image/jpeg',
          caption: 'What is it?',
        });
      const answered = () =>
        people.filter((id) => telegram.messages(id).some(({ text }) => text.includes('I see it'))).length;
      for (let waited = 0; answered() < PEOPLE && waited < 90_000; waited += 200) await delay(200);

      expect(answered()).toBe(PEOPLE);
      expect(spawnSync('kill', ['-0', String(program.pid)]).status).toBe(0);
      expect(await program.end('SIGTERM')).toBe(0);
      await surroundings.close();
    },
    600_000,
  );
});
