import type { ActionKind, AdminAction, AdminActionStore } from '../../database/admin/admin-action-store.ts';
import type { AlertEpisode, AlertStore } from '../../database/admin/alert-store.ts';
import type { UndoResult } from '../../database/admin/undo-action.ts';
import type { Act } from '../../database/admin/user-budget-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { dayOf } from '../../foundation/day.ts';
import { providerOf } from './alert.ts';
import { nextPercentAfter } from './decide-alerts.ts';
import type { Pauses } from '../settings/pauses.ts';
import { raisedToday } from './read-alert-facts.ts';

/** What a button under an alert does. */
export type AlertVerb = 'pause' | 'resume' | 'raise';

export type PressResult =
  | { type: 'done'; action: AdminAction }
  /** Somebody was quicker. */
  | { type: 'taken'; by: bigint | null }
  /** The alert is over, or never was. */
  | { type: 'over' };

export type UndoPress = { type: UndoResult; action: AdminAction } | { type: 'over' };

export interface AlertActs {
  /** Does what a button of this episode says, when the episode still is the one that the button was made for. */
  press(verb: AlertVerb, episode: AlertEpisode | null, by: bigint): Promise<PressResult>;
  undo(actionId: string, by: bigint): Promise<UndoPress>;
}

export interface AlertActsOptions {
  alerts: AlertStore;
  actions: AdminActionStore;
  pauses: Pauses;
  undoAction: (action: AdminAction, act: Act) => Promise<UndoResult>;
  alertPercent: number;
  timeZone: string;
  clock: Clock;
}

const CLOSED: readonly string[] = ['normal', 'up'];
const RAISABLE: readonly string[] = ['forecast', 'warned'];

/** What admins can do about an alert. Each act is kept, and can be undone once. */
export function createAlertActs(options: AlertActsOptions): AlertActs {
  const { actions, pauses, clock } = options;
  return {
    press: async (verb, episode, by) => {
      if (!episode) return { type: 'over' };
      if (verb === 'raise') return raise(options, episode, by);
      // A recovery may be news of a provider that is still paused; to pause one there must be a reason.
      if (verb === 'pause' && CLOSED.includes(episode.level)) return { type: 'over' };
      const provider = providerOf(episode.key);
      const action = await pauses[verb](provider, by);
      if (action) return { type: 'done', action };
      return taken(actions, provider, ['pause_provider', 'resume_provider']);
    },
    undo: async (actionId, by) => {
      const action = await actions.find(actionId);
      if (!action) return { type: 'over' };
      const type = await options.undoAction(action, { by, at: clock.now() });
      pauses.forget();
      return { type, action: (await actions.find(actionId)) ?? action };
    },
  };
}

async function raise(options: AlertActsOptions, episode: AlertEpisode, by: bigint): Promise<PressResult> {
  const { alerts, actions, clock, timeZone, alertPercent } = options;
  const at = clock.now();
  const current = (await raisedToday(options, at)).get(episode.key) ?? alertPercent;
  const percent = nextPercentAfter(current);
  if (percent === null || ![...RAISABLE, 'raised'].includes(episode.level)) return { type: 'over' };
  const next = { percent, day: dayOf(at, timeZone) };
  const action = RAISABLE.includes(episode.level) ? await alerts.raise(episode, next, { by, at }) : null;
  return action ? { type: 'done', action } : taken(actions, episode.key, ['raise_alert']);
}

async function taken(
  actions: AdminActionStore,
  target: string,
  kinds: readonly ActionKind[],
): Promise<PressResult> {
  const last = await actions.last(target, kinds);
  return { type: 'taken', by: last?.undoneBy ?? last?.adminId ?? null };
}
