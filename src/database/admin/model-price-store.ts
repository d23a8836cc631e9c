import { v7 as timeOrderedId } from 'uuid';
import { recordAction, type ModelTransaction } from './admin-action-store.ts';
import { ChangedMeanwhile } from '../engine/changed-meanwhile.ts';
import { picoToUsd, usdToPico } from '../../foundation/money/money.ts';
import type { Database } from '../engine/database.ts';
import { takeTurns } from '../engine/take-turns.ts';

/** US dollars per million tokens. */
export interface TokenPrice {
  input: number;
  output: number;
  cached?: number | undefined;
}

/** What an admin said of a model's price, from a moment on. */
export interface SetPrice {
  /** `provider/model`. */
  model: string;
  /** `null` takes back what was set before. */
  price: TokenPrice | null;
  validFrom: Date;
}

export interface NewPrice extends SetPrice {
  setBy: bigint;
  now: Date;
  /** What the admin saw before they decided. */
  seen?: TokenPrice | null;
}

export interface ModelPriceStore {
  /** Everything ever set; of two that hold at a moment, the later one counts. */
  all(): Promise<SetPrice[]>;
  /** What holds for a model at a moment; `null` where nothing is set. */
  current(model: string, at: Date): Promise<TokenPrice | null>;
  /**
   * Appends a price, or with `null` the end of one; what was set before stays for what was used before. Throws
   * `ChangedMeanwhile` when `seen` is told and is no longer what holds.
   */
  setModelPrice(set: NewPrice): Promise<void>;
}

const MILLION = 1_000_000n;

export function createModelPriceStore(database: Database): ModelPriceStore {
  const { client } = database;
  return {
    all: async () => {
      const orderBy = [{ validFrom: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }] as const;
      return (await client.modelPrice.findMany({ orderBy: [...orderBy] })).map(toSetPrice);
    },
    current: (model, at) => currentIn(client, model, at),
    setModelPrice: (set) =>
      client.$transaction(async (transaction) => {
        await takeTurns(transaction, database, `price/${set.model}`);
        await append(transaction, set);
      }),
  };
}

async function append(transaction: ModelTransaction, set: NewPrice): Promise<void> {
  const { model, price, setBy, seen } = set;
  const now = await afterLast(transaction, set);
  const validFrom = set.validFrom.getTime() === set.now.getTime() ? now : set.validFrom;
  const before = await currentIn(transaction, model, now);
  if (seen !== undefined && !isSame(seen, before)) throw new ChangedMeanwhile();
  const data = {
    id: timeOrderedId({ msecs: now.getTime() }),
    model,
    inputPicoUsd: perToken(price?.input),
    cachedPicoUsd: perToken(price?.cached),
    outputPicoUsd: perToken(price?.output),
    validFrom,
    setBy,
    createdAt: now,
  };
  await transaction.modelPrice.create({ data });
  const target = `price/${model}`;
  const states = { before: toState(before), after: toState(price) };
  await recordAction(transaction, { action: 'set_model_price', target, ...states, by: setBy, at: now });
}

/**
 * Now, or just after the last price was set when that seems to be later: whoever waited for their turn, or has a
 * slower clock, must see that price, and theirs must follow it.
 */
async function afterLast({ modelPrice }: ModelTransaction, { model, now }: NewPrice): Promise<Date> {
  const last = await modelPrice.findFirst({ where: { model }, orderBy: { createdAt: 'desc' } });
  return last && last.createdAt >= now ? new Date(last.createdAt.getTime() + 1) : now;
}

async function currentIn(
  { modelPrice }: Pick<ModelTransaction, 'modelPrice'>,
  model: string,
  at: Date,
): Promise<TokenPrice | null> {
  const row = await modelPrice.findFirst({
    where: { model, validFrom: { lte: at } },
    orderBy: [{ validFrom: 'desc' }, { createdAt: 'desc' }, { id: 'desc' }],
  });
  return row && toSetPrice(row).price;
}

function isSame(one: TokenPrice | null, other: TokenPrice | null): boolean {
  if (one === null || other === null) return one === other;
  return one.input === other.input && one.output === other.output && one.cached === other.cached;
}

function toState(price: TokenPrice | null): Record<string, number> | null {
  if (price === null) return null;
  const { input, output, cached } = price;
  return cached === undefined ? { input, output } : { input, output, cached };
}

function toSetPrice(row: {
  model: string;
  inputPicoUsd: bigint | null;
  cachedPicoUsd: bigint | null;
  outputPicoUsd: bigint | null;
  validFrom: Date;
}): SetPrice {
  const { model, validFrom, inputPicoUsd: input, cachedPicoUsd: cached, outputPicoUsd: output } = row;
  if (input === null || output === null) return { model, validFrom, price: null };
  const price = { input: perMillion(input), output: perMillion(output) };
  return {
    model,
    validFrom,
    price: cached === null ? price : { ...price, cached: perMillion(cached) },
  };
}

function perToken(usdPerMillion: number | undefined): bigint | null {
  return usdPerMillion === undefined ? null : (usdToPico(usdPerMillion) + MILLION / 2n) / MILLION;
}

function perMillion(picoPerToken: bigint): number {
  return picoToUsd(picoPerToken * MILLION);
}
