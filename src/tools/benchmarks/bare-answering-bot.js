import { run } from '@grammyjs/runner';
import { Bot } from 'grammy';
import Groq from 'groq-sdk';

// The reference for a crowd: calls the provider and answers, without ledger, history, streaming or failover, with its
// libraries from node_modules as people run such a bot.
// Arguments: token, API root, provider address.
const [token = '', apiRoot = '', baseURL = ''] = process.argv.slice(2);
const groq = new Groq({ apiKey: 'stand-in-groq-key', baseURL, maxRetries: 0 });
const bot = new Bot(token, { client: { apiRoot } });
bot.on('message:text', async (ctx) => {
  const completion = await groq.chat.completions.create({
    model: 'openai/gpt-oss-120b',
    messages: [{ role: 'user', content: ctx.msg.text }],
  });
  await ctx.reply(completion.choices[0]?.message.content ?? '');
});
run(bot, { sink: { concurrency: 1_000 } });
