import type { ActionKind, AdminAction } from '../../database/admin/admin-action-store.ts';
import { accountOfAct } from '../../localization/acts/act-account.ts';
import { describeAct } from '../../localization/acts/describe-act.ts';
import { markLines, safeName } from '../../localization/direction.ts';
import { timeOrDateTime } from '../../localization/formats/format-date.ts';
import type { BotContext } from '../messages/context.ts';

type Reader = Pick<BotContext, 'translate' | 'style' | 'locale' | 'now'>;

const ACTIONS: Readonly<Record<ActionKind, string>> = {
  admit: 'act-admit',
  block: 'act-block',
  pause_provider: 'act-pause-provider',
  resume_provider: 'act-resume-provider',
  raise_alert: 'act-raise-alert',
  set_user_budget: 'act-set-user-budget',
  raise_user_budget: 'act-raise-user-budget',
  change_setting: 'act-change-setting',
  set_model_price: 'act-set-model-price',
};

/** The last acts of admins: who did what, from what to what, and who undid it. */
export function trailText(
  actions: readonly AdminAction[],
  names: ReadonlyMap<bigint, string>,
  reader: Reader,
): string {
  const { translate, locale } = reader;
  if (actions.length === 0) return markLines(translate('access-trail-empty'), locale);
  const lines = actions.map((action) => actionLine(action, names, reader));
  return markLines([translate('access-trail-title'), ...lines].join('\n'), locale);
}

function actionLine(act: AdminAction, names: ReadonlyMap<bigint, string>, reader: Reader): string {
  const { translate, style, now } = reader;
  const nameOf = (id: bigint) => safeName(names.get(id) ?? String(id));
  const account = accountOfAct(act.target);
  const line = translate('access-trail-line', {
    when: timeOrDateTime(act.createdAt, now, style),
    name: nameOf(act.adminId),
    action: translate(ACTIONS[act.action]),
    ...describeAct(act, { ...reader, accountName: account === null ? null : nameOf(account) }),
  });
  const { undoneBy } = act;
  return undoneBy === null ? line : `${line} ${translate('access-trail-undone', { name: nameOf(undoneBy) })}`;
}
