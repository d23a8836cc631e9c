/** How often a schedule runs, as people call it. */
export type Rhythm = 'daily' | 'weekly' | 'monthly' | 'other';

/** The rhythm of a cron expression of five or six fields. */
export function rhythmOf(cron: string): Rhythm {
  const [minute = '', hour = '', day, month, weekday] = cron.trim().split(/\s+/).slice(-5);
  if (month !== '*') return 'other';
  // However often a day: it tells of each day.
  if (day === '*' && weekday === '*') return 'daily';
  if (![minute, hour].every(isNumber)) return 'other';
  if (day === '*' && isDayOfWeek(weekday)) return 'weekly';
  return weekday === '*' && isNumber(day ?? '') ? 'monthly' : 'other';
}

function isNumber(field: string): boolean {
  return /^\d{1,2}$/.test(field);
}

function isDayOfWeek(field = ''): boolean {
  return /^(?:[0-7]|sun|mon|tue|wed|thu|fri|sat)$/i.test(field);
}
