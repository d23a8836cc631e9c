import { markLines } from '../../../localization/direction.ts';
import { formatSpan } from '../../../localization/formats/format-duration.ts';
import type { OutageNotice } from '../../../usage/outage/announce-outage.ts';
import type { Language } from '../../people/languages.ts';
import { tellAdmins, type AdminRecipients } from '../tell-admins.ts';

/** Tells the admins that the database is away, or that it is back and since when it was not. */
export async function sendOutageNotice(recipients: AdminRecipients, notice: OutageNotice): Promise<void> {
  await tellAdmins(recipients, (language) => ({
    text: outageText(notice, language),
    ...(notice.until && { options: { disable_notification: true } }),
  }));
}

/** What there is to read about an outage. */
export function outageText({ since, until }: OutageNotice, { translate, style, locale }: Language): string {
  if (!until) return markLines(translate('outage-database-down'), locale);
  const duration = formatSpan(since, until, translate, style);
  return markLines(translate('outage-database-back', { duration }), locale);
}
