import { run } from '@grammyjs/runner';
import { Bot } from 'grammy';

// The reference for the start: only grammY and its runner, from node_modules as people run such a bot.
// Arguments: token, API root.
const [token = '', apiRoot = ''] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot } });
bot.on('message:text', (ctx) => ctx.reply(ctx.msg.text));
run(bot);
