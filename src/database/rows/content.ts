import type { Table } from './tables.ts';

/** The keys of `setting` by which running bots show that they live. */
export const RUNNING_KEYS = 'running/';
/** Other notes that a bot makes by itself when it starts, before anybody wrote to it. */
const NOTED_AT_START = [
  'access_upgrade_told',
  'admin_menus',
  'bot_described',
  'dashboard_buttons',
  'last_outage_ended',
];
/** What providers’ lists of models said, which are read at the start. */
const LISTED = ['listed_models/', 'listed_prices/'];

/** A condition on the rows of a table that are its content; a running bot's signs of life are not. */
export function isContent({ name }: Pick<Table, 'name'>): string {
  return name === 'setting' ? `"key" NOT LIKE '${RUNNING_KEYS}%'` : 'true';
}

/** A condition on the rows that a bot does not write before the first message, a command or an admin. */
export function isMoreThanAStart({ name }: Pick<Table, 'name'>): string {
  if (name === 'job_run') return 'false';
  if (name !== 'setting') return 'true';
  const read = LISTED.map((key) => `"key" NOT LIKE '${key}%'`).join(' AND ');
  return `${isContent({ name })} AND ${read} AND "key" NOT IN (${NOTED_AT_START.map((key) => `'${key}'`).join(', ')})`;
}
