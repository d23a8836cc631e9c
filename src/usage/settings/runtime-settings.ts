import { readLimit } from '../../database/totals/limit-settings.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import {
  changesIn,
  type SettingChange,
  type SettingStore,
  type StoredSetting,
} from '../../database/admin/setting-store.ts';

/** Whose numbers and dates: an admin's by their id, or those of the chat that gets the reports. */
export type Viewer = number | 'report_chat';

/** The name of a setting that admins change in /settings. */
export type SettingKey =
  | 'report_schedule'
  | 'alert_percent'
  | 'default_budget'
  | 'report_locale'
  /** A budget in money, in US dollars: `usd/all`, `usd/provider/groq`, `usd/user/42`, `usd/group/-100`. */
  | `usd/${string}`
  /** What was added to one for its day or month: `usd_raise/<its key>/<first day>`. */
  | `usd_raise/${string}`
  | `digits/${Viewer}`
  | `calendar/${Viewer}`;

export interface View {
  digits: 'latin' | 'persian';
  calendar: 'gregorian' | 'jalali';
}

/** What the environment says: what holds where no admin set anything. */
export interface SettingDefaults {
  /** `null`: off. */
  reportCron: string | null;
  alertPercent: number;
  /** A person's tokens a day; 0 is no limit. */
  dailyTokens: number;
  reportLocale: 'en' | 'fa';
}

/** What admins can change while the bot runs, as this process last read it. */
export interface RuntimeSettings extends Readonly<SettingDefaults> {
  readonly defaults: SettingDefaults;
  /** What was chosen for a reader, and nothing else. */
  viewOf: (viewer: Viewer) => Partial<View>;
  /** The amount in US dollars times 10^12 of a setting that holds one; `null` where nothing is set. */
  picoUsd: (key: SettingKey) => PicoUsd | null;
  /** The amounts of all settings whose names begin like this. */
  amountsUnder: (prefix: string) => PicoUsd[];
  stored(key: SettingKey): StoredSetting | null;
  /** Throws `ChangedMeanwhile` when the setting is no longer what the admin saw. */
  change(change: SettingChange & { key: SettingKey }): Promise<void>;
  /** Reads what was changed since, here or by another replica. */
  refresh: () => Promise<void>;
  /** Refreshes if another process changed something: for whoever decides by them. */
  catchUp: () => Promise<void>;
  /** Calls `listener` after every change. */
  onChange(listener: () => void): void;
}

export interface RuntimeSettingsOptions {
  store: Pick<SettingStore, 'all' | 'change' | 'changes'>;
  defaults: SettingDefaults;
  /** A row may have been written by hand or by another version of this program. */
  isCron: (expression: string) => boolean;
}

/** What a report schedule is when there is none. */
export const OFF = 'off';

export async function openRuntimeSettings(options: RuntimeSettingsOptions): Promise<RuntimeSettings> {
  const { store, defaults, isCron } = options;
  const listeners: (() => void)[] = [];
  let rows = new Map<string, StoredSetting>();
  const refresh = async () => {
    const before = rows;
    rows = await store.all();
    if (!isSame(before, rows)) for (const listener of listeners) listener();
  };
  await refresh();
  const value = (key: SettingKey) => rows.get(key)?.value;
  return {
    defaults,
    get reportCron() {
      const stored = value('report_schedule');
      if (stored === OFF) return null;
      return stored !== undefined && isCron(stored) ? stored : defaults.reportCron;
    },
    get alertPercent() {
      return wholeNumber(value('alert_percent')) || defaults.alertPercent;
    },
    get dailyTokens() {
      return wholeNumber(value('default_budget')) ?? defaults.dailyTokens;
    },
    get reportLocale() {
      return oneOf(value('report_locale'), ['en', 'fa'] as const) ?? defaults.reportLocale;
    },
    viewOf: (viewer) => {
      const digits = oneOf(value(`digits/${viewer}`), ['latin', 'persian'] as const);
      const calendar = oneOf(value(`calendar/${viewer}`), ['gregorian', 'jalali'] as const);
      return { ...(digits && { digits }), ...(calendar && { calendar }) };
    },
    picoUsd: (key) => readLimit(value(key)),
    amountsUnder: (prefix) =>
      [...rows].flatMap(([key, { value: text }]) => (key.startsWith(prefix) ? (readLimit(text) ?? []) : [])),
    stored: (key) => rows.get(key) ?? null,
    change: async (change) => {
      try {
        await store.change(change);
      } finally {
        await refresh();
      }
    },
    refresh,
    catchUp: async () => {
      if ((await store.changes()) !== changesIn(rows)) await refresh();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

function isSame(one: ReadonlyMap<string, StoredSetting>, other: ReadonlyMap<string, StoredSetting>): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([key, { value, version }]) => {
    const row = other.get(key);
    return row?.version === version && row.value === value;
  });
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,13}$/.test(text) ? Number(text) : null;
}

function oneOf<Choice extends string>(
  text: string | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === text);
}
