import type { Cursor, PricedRow, RepriceStore, Repricing } from '../../database/ledger/reprice-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { addDays, dayOf, startOfDay, type Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import { createBatchPace } from './batch-pace.ts';
import type { PriceList } from '../prices/price-list.ts';
import { costOf } from '../ledger/settlement.ts';

/** What repricing changes, or changed, for one model. */
export interface ModelDifference {
  provider: string;
  model: string;
  /** With a price, whether it changes or not. */
  requests: number;
  changed: number;
  oldPicoUsd: PicoUsd;
  newPicoUsd: PicoUsd;
}

export interface RepriceResult {
  /** By provider and model. */
  models: ModelDifference[];
  /** Requests of the period whose single rows are gone: their totals keep the old price. */
  deleted: number;
}

export interface RepriceOptions {
  store: RepriceStore;
  prices: PriceList;
  /** The first day. */
  since: Day;
  timeZone: string;
  clock: Clock;
  /** Without it, nothing is changed. */
  apply: boolean;
}

const PAGE = 500;
/** Before all others. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Compares what settled requests cost with what they cost by the prices of today's lists, and with `apply` moves
 * them there. Each batch is one transaction, so whatever ends it in the middle, rows and totals agree, and
 * running it again does the rest.
 */
export async function reprice(options: RepriceOptions): Promise<RepriceResult> {
  const { store, since, timeZone } = options;
  const models = new Map<string, ModelDifference>();
  // Two days early: the time zone may have been another one when the days were written.
  let cursor: Cursor = { id: FIRST_ID, createdAt: startOfDay(addDays(since, -2), timeZone) };
  for (;;) {
    const page = await store.page(since, cursor, PAGE);
    await repricePage(options, page, models);
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    cursor = last;
  }
  const sorted = [...models.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { models: sorted.map(([, model]) => model), deleted: await store.countDeleted(since) };
}

async function repricePage(
  options: RepriceOptions,
  page: readonly PricedRow[],
  models: Map<string, ModelDifference>,
): Promise<void> {
  const all = page.map((row) => newPrice(row, options.prices));
  const wanted = all.filter(isChange);
  for (const one of all) count(models, one, false);
  for (const one of options.apply ? await applyPaced(options, wanted) : wanted) count(models, one, true);
}

async function applyPaced(
  { store, timeZone, clock }: RepriceOptions,
  wanted: readonly Repricing[],
): Promise<Repricing[]> {
  const applied: Repricing[] = [];
  const pace = createBatchPace(clock);
  for (let done = 0; done < wanted.length;) {
    const batch = wanted.slice(done, done + pace.take());
    applied.push(...(await pace.run(() => store.apply(batch, dayOf(clock.now(), timeZone)))));
    done += batch.length;
  }
  return applied;
}

function newPrice(row: PricedRow, prices: PriceList): Repricing {
  // No list knows better than the answer itself did.
  const cost = costOf(row, row, prices, row.reportedPicoUsd);
  return { row, costPicoUsd: cost?.picoUsd ?? 0n, costSource: cost?.source ?? 'flat' };
}

function isChange({ row, costPicoUsd, costSource }: Repricing): boolean {
  return row.costPicoUsd !== costPicoUsd || row.costSource !== costSource;
}

/** Every request counts with its old cost; one that changes, then moves it to the new one. */
function count(
  models: Map<string, ModelDifference>,
  { row, costPicoUsd }: Repricing,
  changes: boolean,
): void {
  const key = `${row.provider}/${row.model}`;
  const none = { requests: 0, changed: 0, oldPicoUsd: 0n, newPicoUsd: 0n };
  const kept = models.get(key) ?? { provider: row.provider, model: row.model, ...none };
  const old = row.costPicoUsd ?? 0n;
  if (changes) {
    kept.changed += 1;
    kept.newPicoUsd += costPicoUsd - old;
  } else {
    kept.requests += 1;
    kept.oldPicoUsd += old;
    kept.newPicoUsd += old;
  }
  models.set(key, kept);
}
