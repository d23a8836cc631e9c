import { Api, GrammyError } from 'grammy';
import type { Config } from '../../config/config.ts';
import type { Clock } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Network } from '../../network/open-network.ts';
import { connectionProblem, type WayToTelegram } from '../../telegram/api/connection-problem.ts';
import { clientOptions } from '../../telegram/api/client-options.ts';
import type { Finding } from './finding.ts';

type TelegramConfig = Pick<
  Config,
  'botToken' | 'telegramApiRoot' | 'adminIds' | 'adminChat' | 'publicUrl' | 'webhookSecret'
>;

const TIMEOUT_SECONDS = 10;
const ABOUT = 'Telegram';

/** Whether the bot is known to Telegram, gets its updates, and reaches those who get reports and alerts. */
export async function lookAtTelegram(
  config: TelegramConfig,
  network: Pick<Network, 'telegramFetch' | 'proxy'>,
  clock: Clock,
): Promise<Finding[]> {
  const client = { apiRoot: config.telegramApiRoot, fetch: network.telegramFetch };
  const api = new Api(config.botToken, clientOptions(client, TIMEOUT_SECONDS));
  const startedAt = clock.monotonicMs();
  try {
    const { username } = await api.getMe();
    const tookMs = Math.round(clock.monotonicMs() - startedAt);
    const known: Finding = { verdict: 'good', about: ABOUT, text: `@${username} answers in ${tookMs} ms` };
    return [known, await lookAtWebhook(api, config, clock), ...(await lookAtReaders(api, config))];
  } catch (error) {
    return [notReached(error, { apiRoot: config.telegramApiRoot, proxy: network.proxy })];
  }
}

function notReached(error: unknown, way: WayToTelegram): Finding {
  if (error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)) {
    const remedy = 'copy BOT_TOKEN from @BotFather again';
    return { verdict: 'bad', about: ABOUT, text: 'refuses BOT_TOKEN', remedy };
  }
  const { cause, remedy } = connectionProblem(error, way);
  return { verdict: 'bad', about: ABOUT, text: `cannot be reached (${cause})`, remedy };
}

async function lookAtWebhook(
  api: Api,
  { publicUrl, webhookSecret }: TelegramConfig,
  clock: Clock,
): Promise<Finding> {
  const about = 'Updates';
  const {
    url,
    pending_update_count: waiting,
    last_error_date: at,
    last_error_message: error,
  } = await api.getWebhookInfo();
  const hourAgo = clock.now().getTime() / 1000 - 3_600;
  if (url && error && (at ?? 0) > hourAgo) {
    const remedy = 'open PUBLIC_URL/healthz from outside: its certificate, its proxy or its port is wrong';
    return { verdict: 'bad', about, text: `Telegram could not deliver to ${url}: ${error}`, remedy };
  }
  const way = url ? `by webhook to ${url}` : 'by long polling';
  // With PUBLIC_URL alone only the dashboard is served there.
  if (Boolean(url) !== (publicUrl !== null && webhookSecret !== null)) {
    const remedy =
      'nothing to do: the bot changes it when it starts, unless another program uses this BOT_TOKEN';
    return { verdict: 'note', about, text: `${way}, which is not what is configured`, remedy };
  }
  return { verdict: 'good', about, text: `${way}, ${waiting} waiting` };
}

async function lookAtReaders(api: Api, { adminChat, adminIds }: TelegramConfig): Promise<Finding[]> {
  const ids = adminChat ? [adminChat.chatId] : adminIds;
  return Promise.all(ids.map((id) => lookAtReader(api, id, adminChat !== null)));
}

async function lookAtReader(api: Api, id: number, isChat: boolean): Promise<Finding> {
  const about = isChat ? 'ADMIN_CHAT_ID' : 'ADMIN_IDS';
  try {
    const { title, first_name: name } = await api.getChat(id);
    return { verdict: 'good', about, text: `reports and alerts reach ${title ?? name ?? id}` };
  } catch (error) {
    const text = `reports and alerts do not reach ${id} (${describeError(error)})`;
    const remedy = isChat
      ? 'add the bot to that chat, or correct ADMIN_CHAT_ID'
      : 'that admin has to send /start to the bot once; check the number, too';
    return { verdict: 'note', about, text, remedy };
  }
}
