import type { FormatStyle } from '../../localization/formats/format-style.ts';
import type { RuntimeSettings, Viewer } from '../../usage/settings/runtime-settings.ts';

export type StyleSettings = Pick<RuntimeSettings, 'stored' | 'change' | 'viewOf' | 'refresh'>;

/** Whether a report offers Persian digits and dates: to who reads Persian, until they choose either way. */
export function isPersianStyleOffered(
  viewer: Viewer,
  { locale }: Pick<FormatStyle, 'locale'>,
  settings: Pick<StyleSettings, 'stored'>,
): boolean {
  const chosen = settings.stored(`digits/${viewer}`) ?? settings.stored(`calendar/${viewer}`);
  return locale === 'fa' && chosen === null;
}

/** Writes an admin's reports in Persian digits and by the Jalali calendar from now on. */
export async function choosePersianStyle(
  settings: StyleSettings,
  adminId: number,
  at: Date,
): Promise<ReturnType<StyleSettings['viewOf']>> {
  await settings.refresh();
  const values = { digits: 'persian', calendar: 'jalali' } as const;
  for (const [name, value] of Object.entries(values)) {
    const key = `${name as keyof typeof values}/${adminId}` as const;
    const seen = settings.stored(key);
    // Pressed twice, or chosen in /settings since, it is as it should be.
    if (seen === null) await settings.change({ key, value, seen, by: BigInt(adminId), at });
  }
  return settings.viewOf(adminId);
}
