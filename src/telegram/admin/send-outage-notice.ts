import { markLines } from '../../localization/direction.ts';
import { formatSpan } from '../../localization/format-duration.ts';
import type { OutageNotice } from '../../usage/outage/announce-outage.ts';
import { tellAdmins, type AdminRecipients } from './tell-admins.ts';

/** Tells the admins that the database is away, or that it is back and since when it was not. */
export async function sendOutageNotice(recipients: AdminRecipients, notice: OutageNotice): Promise<void> {
  await tellAdmins(recipients, ({ translate, style, locale }) => {
    const { since, until } = notice;
    if (!until) return { text: markLines(translate('outage-database-down'), locale) };
    const duration = formatSpan(since, until, translate, style);
    return {
      text: markLines(translate('outage-database-back', { duration }), locale),
      options: { disable_notification: true },
    };
  });
}
