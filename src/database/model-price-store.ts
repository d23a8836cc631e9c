import { v7 as timeOrderedId } from 'uuid';
import { picoToUsd, usdToPico } from '../foundation/money.ts';
import type { Database } from './open-database.ts';

/** US dollars per million tokens. */
interface TokenPrice {
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

export interface ModelPriceStore {
  /** Everything ever set; of two that hold at a moment, the later one counts. */
  all(): Promise<SetPrice[]>;
  /** Appends a price, or with `null` the end of one; what was set before stays for what was used before. */
  setModelPrice(set: SetPrice & { setBy: bigint; now: Date }): Promise<void>;
}

const MILLION = 1_000_000n;

export function createModelPriceStore({ client }: Database): ModelPriceStore {
  return {
    all: async () => {
      const orderBy = [{ validFrom: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }] as const;
      return (await client.modelPrice.findMany({ orderBy: [...orderBy] })).map(toSetPrice);
    },
    setModelPrice: async ({ model, price, validFrom, setBy, now }) => {
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
      await client.modelPrice.create({ data });
    },
  };
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
