import type { AlertWebhookConfig } from '../../config/config.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { stripMarks } from '../../localization/strip-marks.ts';
import { alertEvent, budgetEvent, outageEvent } from '../../monitoring/alert-event.ts';
import { createAlertWebhook } from '../../monitoring/alert-webhook.ts';
import { alertText } from '../../telegram/admin/alerts/alert-text.ts';
import { budgetAlertText } from '../../telegram/admin/alerts/budget-alert.ts';
import { outageText } from '../../telegram/admin/alerts/send-outage-notice.ts';
import type { Alert } from '../../usage/alerts/alert.ts';
import type { BudgetAlert } from '../../usage/alerts/decide-budget-alerts.ts';
import type { OutageNotice } from '../../usage/outage/announce-outage.ts';
import type { OpenedPeople } from './open-people.ts';

export interface OpenAlertWebhookOptions {
  webhook: AlertWebhookConfig;
  people: OpenedPeople;
  providerNames: Readonly<Record<string, string>>;
  clock: Clock;
  logger: Logger;
}

export interface OpenedAlertWebhook {
  alert(alert: Alert): Promise<void>;
  budget(alert: BudgetAlert): Promise<void>;
  outage(notice: OutageNotice): Promise<void>;
  stop(): Promise<void>;
}

/** Wires the posts to another program: the same alerts that admins read, in the language of their chat. */
export function openAlertWebhook(options: OpenAlertWebhookOptions): OpenedAlertWebhook {
  const { webhook, people, providerNames, clock, logger } = options;
  // Directly: PROXY_URL is the way to Telegram and the providers, and this receiver is likely to be near.
  const poster = createAlertWebhook({ ...webhook, fetch, clock, logger });
  return {
    alert: async (alert) => {
      const language = await people.languageFor('report_chat');
      const now = clock.now();
      poster.post(
        alertEvent(alert, { text: stripMarks(alertText(alert, { ...language, providerNames, now })), now }),
      );
    },
    budget: async (alert) => {
      const language = await people.languageFor('report_chat');
      const now = clock.now();
      const text = stripMarks(budgetAlertText(alert, language, providerNames, now));
      poster.post(budgetEvent(alert, { text, now }));
    },
    outage: async (notice) => {
      const language = await people.languageFor('report_chat');
      poster.post(outageEvent(notice, { text: stripMarks(outageText(notice, language)), now: clock.now() }));
    },
    stop: () => poster.stop(),
  };
}
