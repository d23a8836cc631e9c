import { Composer, Context } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { readCommands } from '../../../src/telegram/delivery/read-commands.ts';
import type { BotContext } from '../../../src/telegram/messages/context.ts';

const ME = { id: 1, is_bot: true, first_name: 'Ledger', username: 'ledger_bot' } as UserFromGetMe;

/** What `/ai_usage` is asked for by a message, `null` when it is not asked. */
async function asked(
  text: string,
  entities = [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]!.length }],
) {
  const message = { message_id: 1, date: 1, chat: { id: 5, type: 'private' }, text, entities };
  const ctx = new Context({ update_id: 1, message } as Update, {} as never, ME) as BotContext;
  let found: string | null = null;
  const composer = new Composer<BotContext>();
  composer.use(readCommands);
  composer.command('ai_usage', (its) => {
    found = its.match;
  });
  await composer.middleware()(ctx, () => Promise.resolve());
  return { found, text: ctx.message?.text };
}

describe('a command', () => {
  it.each(['/ai_usage 7', '/AI_USAGE 7', '/Ai_usage 7', '/AI_USAGE@Ledger_Bot 7'])(
    'is known however its letters are written: %s',
    async (text) => {
      expect((await asked(text)).found).toBe('7');
    },
  );

  it('keeps what is written behind it', async () => {
    expect((await asked('/AI_USAGE Sara X')).found).toBe('Sara X');
    expect((await asked('/OTHER Sara')).found).toBeNull();
  });

  it('is no text that only looks like one', async () => {
    expect((await asked('/AI_USAGE 7', [])).text).toBe('/AI_USAGE 7');
  });
});
