import type { Clock } from '../../../foundation/clock.ts';
import type { Alert } from '../../../usage/alerts/alert.ts';
import { alertKeyboard } from './alert-keyboard.ts';
import { alertText } from './alert-text.ts';
import { tellAdmins, type AdminRecipients } from '../tell-admins.ts';

export interface SendAlertOptions extends AdminRecipients {
  providerNames: Readonly<Record<string, string>>;
  clock: Clock;
}

/** Tells the admins of an alert. False when nobody got it though somebody may later. */
export function sendAlert(options: SendAlertOptions, alert: Alert): Promise<boolean> {
  const { providerNames, clock } = options;
  return tellAdmins(options, (language) => ({
    text: alertText(alert, { ...language, providerNames, now: clock.now() }),
    options: {
      // What is well again need not wake anybody.
      disable_notification: ['recovered', 'back', 'returned'].includes(alert.change),
      reply_markup: { inline_keyboard: alertKeyboard(alert, language, providerNames) },
    },
  }));
}
