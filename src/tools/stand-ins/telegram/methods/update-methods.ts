import { badRequest, BotApiError } from '../bot-api/bot-api-error.ts';
import type { BotApiMethod } from '../bot-api/bot-api-method.ts';

const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

const getUpdates: BotApiMethod = async (api, parameters, closed) => {
  if (api.webhook.settings) throw new BotApiError(409, WEBHOOK_ACTIVE);
  const allowed = parameters.payload.allowed_updates;
  if (allowed) api.updates.setAllowedUpdates(allowed);
  const request = {
    offset: parameters.integer('offset') ?? 0,
    limit: Math.min(Math.max(parameters.integer('limit') ?? 100, 1), 100),
    timeoutSeconds: Math.min(parameters.integer('timeout') ?? 0, 50),
  };
  return await api.updates.poll(request, closed);
};

const setWebhook: BotApiMethod = (api, parameters) => {
  const url = parameters.text('url') ?? '';
  if (!url) return deleteWebhook(api, parameters, new AbortController().signal);
  if (!isUsable(url)) throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  const secretToken = parameters.text('secret_token') ?? null;
  if (secretToken !== null && !/^[\w-]{1,256}$/.test(secretToken)) {
    throw badRequest('secret token contains unallowed characters');
  }
  const allowed = parameters.payload.allowed_updates;
  if (allowed) api.updates.setAllowedUpdates(allowed);
  if (parameters.flag('drop_pending_updates')) api.updates.clear();
  api.updates.abortPoll('Conflict: terminated by setWebhook request');
  const maxConnections = Math.min(parameters.integer('max_connections') ?? 40, 100);
  api.webhook.start({ url, secretToken, maxConnections });
  return true;
};

const deleteWebhook: BotApiMethod = (api, parameters) => {
  api.webhook.stop();
  if (parameters.flag('drop_pending_updates')) api.updates.clear();
  return true;
};

const getWebhookInfo: BotApiMethod = (api) => {
  const { settings, lastError } = api.webhook;
  return {
    url: settings?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: api.updates.pending.length,
    ...(settings && { max_connections: settings.maxConnections }),
    ...(api.updates.allowedUpdates && { allowed_updates: api.updates.allowedUpdates }),
    ...(lastError && { last_error_date: lastError.time, last_error_message: lastError.message }),
  };
};

// Telegram accepts only HTTPS; HTTP to this machine is allowed, so tests need no certificate.
function isUsable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  );
}

/** Methods for receiving updates: long polling and webhook. */
export const updateMethods = { getUpdates, setWebhook, deleteWebhook, getWebhookInfo };
