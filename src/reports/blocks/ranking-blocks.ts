import { Count } from '../../localization/count.ts';
import { cleanName, isolate } from '../../localization/direction.ts';
import { formatMoney } from '../../localization/format-money.ts';
import type { TranslationArgs } from '../../localization/translator.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { ReportBlock } from './report-block.ts';
import type { Report, UserUsage } from '../model/report.ts';

/** The models and people with the highest use, as lists that can be folded and shortened. */
export function rankingBlocks(report: Report, options: RenderOptions): ReportBlock[] {
  const blocks = [rankingBlock('report-models', modelTexts(report, options), options)];
  if (!report.person) blocks.push(rankingBlock('report-users', userTexts(report, options), options));
  return blocks.filter((block) => block.lines.length > 1);
}

function rankingBlock(
  headingKey: string,
  texts: readonly string[],
  { translate }: RenderOptions,
): ReportBlock {
  const heading = { text: translate(headingKey), strong: true };
  // Importance falls along a list, so both lists shrink evenly.
  return { folded: true, lines: [heading, ...texts.map((text, index) => ({ text, importance: -index }))] };
}

function modelTexts({ models, providers }: Report, options: RenderOptions): string[] {
  const names = new Map(providers.map((provider) => [provider.id, provider.name]));
  return models.map((usage) => {
    const provider = cleanName(names.get(usage.provider) ?? usage.provider);
    return `• ${options.translate('report-model', { model: cleanName(usage.model), provider, ...figures(usage, options) })}`;
  });
}

function userTexts({ users }: Report, options: RenderOptions): string[] {
  return users.map((user, index) =>
    options.translate('report-user', {
      rank: new Count(index + 1, options.style),
      name: isolate(cleanName(user.name ?? '') || options.translate('report-user-unnamed')),
      id: String(user.userId),
      ...figures(user, options),
    }),
  );
}

function figures(
  usage: Pick<UserUsage, 'requests' | 'totalTokens' | 'costPicoUsd'>,
  { style }: RenderOptions,
): TranslationArgs {
  return {
    tokens: new Count(usage.totalTokens, style),
    requests: new Count(usage.requests, style),
    cost: formatMoney(usage.costPicoUsd, style),
  };
}
