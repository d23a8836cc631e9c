import { InlineKeyboard } from 'grammy';
import type { ReportRequest } from '../../reports/model/report-service.ts';
import { Count } from '../../localization/count.ts';
import { stripMarks } from '../../localization/direction.ts';
import type { BotContext } from '../messages/context.ts';

/** The days of a report, and the person, group or channel where it is about one. */
const REQUEST = String.raw`([1-9]\d{0,2})(?::(-?[1-9]\d{0,15}))?`;
export const REPORT_DATA = new RegExp(`^(report):${REQUEST}$`);
export const STYLE_DATA = new RegExp(`^(style):${REQUEST}$`);
export const FILE_DATA = new RegExp(`^(chart|csv|json):${REQUEST}$`);

export interface ReportButtons {
  /** `null` where the dashboard cannot be opened: Telegram opens Mini Apps from private chats only. */
  miniAppUrl: string | null;
  /** Whether to offer Persian digits and dates. */
  offersPersianStyle?: boolean;
}

/** The buttons under a report: other periods, the same anew, and its files. */
export function reportKeyboard(
  ctx: Pick<BotContext, 'translate' | 'style'>,
  { days: period, userId }: ReportRequest,
  { miniAppUrl, offersPersianStyle = false }: ReportButtons,
): InlineKeyboard {
  const of = userId === undefined ? '' : `:${userId}`;
  const data = (count: number) => `report:${count}${of}`;
  const file = (kind: string) => `${kind}:${period}${of}`;
  const days = (count: number) =>
    stripMarks(ctx.translate('button-days', { days: new Count(count, ctx.style) }));
  const keyboard = new InlineKeyboard()
    .text(ctx.translate('button-today'), data(1))
    .text(days(7), data(7))
    .text(days(30), data(30))
    .row()
    .text(ctx.translate('button-refresh'), data(period))
    .text(ctx.translate('button-chart'), file('chart'))
    .row()
    .text(ctx.translate('button-csv'), file('csv'))
    .text(ctx.translate('button-json'), file('json'));
  if (offersPersianStyle) keyboard.row().text(ctx.translate('button-persian-style'), `style:${period}${of}`);
  if (miniAppUrl !== null) keyboard.row().webApp(ctx.translate('button-dashboard'), miniAppUrl);
  return keyboard;
}

/** What a pressed button asks for. */
export function readReportData([, kind = '', days, userId]: Iterable<string>): {
  kind: string;
  request: ReportRequest;
} {
  return { kind, request: { days: Number(days), userId: userId ? BigInt(userId) : undefined } };
}
