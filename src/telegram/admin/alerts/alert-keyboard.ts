import type { InlineKeyboardButton } from 'grammy/types';
import { stripMarks } from '../../../localization/direction.ts';
import { formatPercent } from '../../../localization/formats/format-number.ts';
import type { Alert, ModelAlert } from '../../../usage/alerts/alert.ts';
import type { AlertVerb } from '../../../usage/alerts/alert-acts.ts';
import type { Language } from '../../people/languages.ts';
import { shortHash } from '../../messages/short-hash.ts';

type Rows = InlineKeyboardButton[][];

/** What becomes of the button that undoes: it stays, it goes, or it undoes this action. */
export type UndoButton = 'keep' | 'drop' | { id: string };

/** What a button under an alert says: the episode by number and by a hash of its key, which may be long. */
export const ALERT_DATA = /^alert:(pause|resume|raise):(\d{1,9}):([0-9a-f]{16})$/;
export const UNDO_DATA = /^undo:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** What can be done about an alert. Of good news only that the provider is still paused needs a button. */
export function alertKeyboard(
  alert: Alert,
  { translate, style }: Language,
  providerNames: Readonly<Record<string, string>>,
): Rows {
  if (alert.type === 'price') return [];
  if (alert.type === 'model') return copyButton(alert, translate);
  const data = (verb: AlertVerb) => `alert:${verb}:${alert.episode}:${shortHash(alert.key)}`;
  const provider = providerNames[alert.provider] ?? alert.provider;
  const isGood = alert.change === 'recovered' || alert.change === 'back';
  if (isGood && !alert.paused) return [];
  const rows: Rows = [[pauseButton(data('pause'), alert.paused, provider, translate)]];
  if (alert.type === 'quota' && alert.nextPercent !== null && !isGood) {
    const percent = formatPercent(alert.nextPercent / 100, style);
    rows.push([
      { text: stripMarks(translate('button-alert-raise', { percent })), callback_data: data('raise') },
    ]);
  }
  return rows;
}

/** The same buttons after somebody did something: as things stand now, and one that takes the act back. */
export function keyboardAfter(
  rows: Rows,
  { paused, provider, undo }: { paused: boolean; provider: string; undo: UndoButton },
  { translate }: Language,
): Rows {
  const kept = rows
    .map((row) => row.filter((button) => undo === 'keep' || !UNDO_DATA.test(dataOf(button))))
    .filter((row) => row.length > 0)
    .map((row) =>
      row.map((button) =>
        /^alert:(pause|resume):/.test(dataOf(button))
          ? pauseButton(dataOf(button), paused, provider, translate)
          : button,
      ),
    );
  if (typeof undo === 'string') return kept;
  return [...kept, [{ text: stripMarks(translate('button-undo')), callback_data: `undo:${undo.id}` }]];
}

/** The name that has to be written elsewhere. */
function copyButton({ replacement }: ModelAlert, translate: Language['translate']): Rows {
  if (replacement === null) return [];
  const text = stripMarks(translate('button-copy-model', { model: replacement }));
  return [[{ text, copy_text: { text: replacement } }]];
}

function pauseButton(
  data: string,
  paused: boolean,
  provider: string,
  translate: Language['translate'],
): InlineKeyboardButton {
  return {
    text: stripMarks(translate(paused ? 'button-resume' : 'button-pause', { provider })),
    callback_data: data.replace(/^alert:(pause|resume):/, paused ? 'alert:resume:' : 'alert:pause:'),
  };
}

function dataOf(button: InlineKeyboardButton): string {
  return 'callback_data' in button ? (button.callback_data ?? '') : '';
}
