import type { ModelPriceStore, TokenPrice } from '../../../database/admin/model-price-store.ts';
import { usdToPico } from '../../../foundation/money/money.ts';
import { cleanName, isolate, safeName } from '../../../localization/direction.ts';
import { formatMoney } from '../../../localization/formats/format-money.ts';
import type { Budgets } from '../../../usage/budgets/budgets.ts';
import type { BotContext } from '../../messages/context.ts';
import { DEFAULT, type SettingTopic } from './setting-topic.ts';
import { parsePrice } from './parse-price.ts';
import { parseModelName, parseTokens, parseUserId } from './setting-answers.ts';
import { BUDGETS, showTokens, tokenChoice } from './stored-topics.ts';

export interface PersonTopicOptions {
  budgets: Pick<Budgets, 'ownBudget' | 'setUserBudget'>;
  readNames: (userIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
}

/** A budget for one person instead of the default. */
export function personTopic({ budgets, readNames }: PersonTopicOptions): SettingTopic {
  return {
    id: 'person',
    button: (ctx) => ctx.translate('button-settings-person'),
    subject: {
      question: 'settings-ask-person',
      wrong: 'settings-wrong-person',
      choices: [],
      parse: parseUserId,
    },
    saved: 'settings-name-person',
    question: 'settings-ask-person-budget',
    wrong: 'settings-wrong-tokens',
    choices: [
      ...BUDGETS.map(tokenChoice),
      { value: '0', label: 'settings-no-limit' },
      { value: DEFAULT, label: 'settings-default' },
    ],
    parse: parseTokens,
    read: async (_ctx, subject) => {
      const tokens = await budgets.ownBudget(BigInt(subject));
      return tokens === null ? null : { value: String(tokens), version: 0 };
    },
    write: async (ctx, { subject, value, seen }) => {
      const tokens = value === null ? null : Number(value);
      const before = seen && Number(seen.value);
      await budgets.setUserBudget(BigInt(subject), tokens, BigInt(ctx.personId), before);
    },
    show: (ctx, value) => (value === null ? ctx.translate('settings-default') : showTokens(ctx, value)),
    describe: async (_ctx, subject) => {
      const name = (await readNames([BigInt(subject)])).get(BigInt(subject));
      return { name: safeName(name === undefined ? subject : `${name} (${subject})`) };
    },
    acts: (_ctx, subject) => ({ target: `user/${subject}`, kind: 'set_user_budget' }),
  };
}

export interface PriceTopicOptions {
  prices: Pick<ModelPriceStore, 'current' | 'setModelPrice'>;
  /** Lets this process charge what was just set. */
  refreshPrices: () => Promise<void>;
  /** `provider/model` of those that people can pick. */
  models: readonly string[];
  /** The ids of all providers, also of those that are not configured now. */
  providers: readonly string[];
  /** The name under which a model is charged, however it is written. */
  oneName: (model: string) => string;
}

/** What a model costs from now on, whatever the price list says. */
export function priceTopic(options: PriceTopicOptions): SettingTopic {
  const { prices, refreshPrices, models, providers, oneName } = options;
  return {
    id: 'price',
    button: (ctx) => ctx.translate('button-settings-price'),
    subject: {
      question: 'settings-ask-model',
      wrong: 'settings-wrong-model',
      choices: models.map((model) => ({ value: model, label: () => model })),
      parse: (text) => {
        const typed = parseModelName(text, providers);
        return typed === null ? null : fullName(oneName(typed), models);
      },
    },
    saved: 'settings-name-price',
    question: 'settings-ask-price',
    wrong: 'settings-wrong-price',
    hints: { providers: providers.join(', ') },
    choices: [{ value: DEFAULT, label: 'settings-remove-price' }],
    parse: (text) => {
      const price = parsePrice(text);
      return price && JSON.stringify(price);
    },
    read: async (ctx, subject) => {
      const price = await prices.current(subject, ctx.now);
      return price && { value: JSON.stringify(price), version: 0 };
    },
    write: async (ctx, { subject, value, seen }) => {
      await prices.setModelPrice({
        model: subject,
        price: toPrice(value),
        validFrom: ctx.now,
        setBy: BigInt(ctx.personId),
        now: ctx.now,
        seen: toPrice(seen?.value ?? null),
      });
      await refreshPrices();
    },
    show: showPrice,
    describe: async (_ctx, subject) => ({ model: isolate(cleanName(subject, 250)) }),
    acts: (_ctx, subject) => ({ target: `price/${subject}`, kind: 'set_model_price' }),
  };
}

/** The model that people can pick where only its maker was left out: `groq/gpt-oss-120b` for `groq/openai/gpt-oss-120b`. */
function fullName(name: string, models: readonly string[]): string {
  const [provider = '', ...rest] = name.split('/');
  const meant = models.filter((one) => one.startsWith(`${provider}/`) && one.endsWith(`/${rest.join('/')}`));
  return models.includes(name) || meant.length !== 1 ? name : (meant[0] ?? name);
}

function toPrice(value: string | null): TokenPrice | null {
  return value === null ? null : (JSON.parse(value) as TokenPrice);
}

function showPrice(ctx: BotContext, value: string | null): string {
  const price = toPrice(value);
  if (price === null) return ctx.translate('settings-no-price');
  const dollars = (usd: number) => formatMoney(usdToPico(usd), ctx.style);
  return ctx.translate('settings-price', {
    input: dollars(price.input),
    output: dollars(price.output),
    cached: dollars(price.cached ?? price.input),
  });
}
