import type { Api } from 'grammy';
import { announceAsked } from '../../access/announce-asked.ts';
import { announceUpgrade } from '../../access/announce-upgrade.ts';
import { createAccessService, type AccessService } from '../../access/access-service.ts';
import { listAccounts, type ListedAccounts } from '../../access/listed-accounts.ts';
import type { Config } from '../../config/config.ts';
import { createAccessStore, type AccessStore } from '../../database/admin/access-store.ts';
import {
  createAdminActionStore,
  type AdminAction,
  type AdminActionStore,
} from '../../database/admin/admin-action-store.ts';
import { createJobStore } from '../../database/admin/job-store.ts';
import { createSettingStore } from '../../database/admin/setting-store.ts';
import { undoAction } from '../../database/admin/undo-action.ts';
import { createAccessFactsStore } from '../../database/reading/access-facts-store.ts';
import type { Database } from '../../database/engine/database.ts';
import type { Clock } from '../../foundation/clock.ts';
import { addDays, dayOf } from '../../foundation/day.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { Lookout } from '../../foundation/lookout.ts';
import { accountOfAct } from '../../localization/acts/act-account.ts';
import type { AccessFacts, Standing } from '../../telegram/access/access-card.ts';
import { createRunAlone, type RunAlone } from '../../database/admin/run-alone.ts';
import {
  createTellLetIn,
  sendAccessCard,
  sendAccessDigest,
  sendAccessUpgrade,
} from '../../telegram/access/send-access.ts';
import type { AdminRecipients } from '../../telegram/admin/tell-admins.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import { createReadAccountBudgets } from './read-account-budgets.ts';
import type { OpenedPeople } from './open-people.ts';
import type { Services } from '../services/open-services.ts';

/** Who may use the bot: what messages ask, what admins see and decide. */
export interface OpenedAccess {
  service: AccessService;
  store: AccessStore;
  lists: ListedAccounts;
  readFacts: (accountId: bigint) => Promise<AccessFacts>;
  recentActions: () => Promise<{ actions: AdminAction[]; names: ReadonlyMap<bigint, string> }>;
  tellLetIn: (api: Api) => ReturnType<typeof createTellLetIn>;
  /** Tells admins from now on who asks. */
  announce(recipients: AdminRecipients): Lookout;
}

export interface OpenAccessOptions {
  services: Services;
  config: Config;
  people: OpenedPeople;
  tolerate: DatabaseWatch['tolerate'];
  clock: Clock;
  logger: Logger;
}

const COST_DAYS = 30;
const MOST_IN_TRAIL = 12;
const UPGRADE_TOLD = 'access_upgrade_told';

/** Wires access. */
export function openAccess(options: OpenAccessOptions): OpenedAccess {
  const { services, config, people, tolerate, clock, logger } = options;
  const { database } = services;
  const store = createAccessStore(database);
  const actions = createAdminActionStore(database);
  let announcer: Lookout | null = null;
  const service = createAccessService({
    rules: { ...config.access, adminIds: config.adminIds },
    store,
    actions,
    undoAction: (action, act) => undoAction(database, action, act),
    tolerate,
    onAsked: () => announcer?.soon(),
    clock,
  });
  const readFacts = createReadFacts(options, store);
  return {
    service,
    store,
    lists: listAccounts({
      store,
      allowedIds: config.access.allowedIds,
      names: (ids) => people.persons.names(ids),
      clock,
    }),
    readFacts,
    recentActions: createRecentActions(actions, store, people),
    tellLetIn: (api) =>
      createTellLetIn({
        api,
        languages: people.languages,
        defaultLocale: config.defaultLocale,
        clock,
        logger,
      }),
    announce: (recipients) => {
      announcer = announceAsked({
        store,
        alone: runAlone('access_cards', database, clock),
        tellFirst: createTellUpgrade(options, recipients),
        sendCard: async ({ accountId }) => sendAccessCard(recipients, await readFacts(accountId)),
        sendDigest: (rows) => sendAccessDigest(recipients, rows.length),
        tolerate,
        clock,
        logger,
      });
      void announcer.look();
      return announcer;
    },
  };
}

function runAlone(job: string, database: Database, clock: Clock): RunAlone {
  return createRunAlone({ job, claims: createJobStore(database), clock });
}

/** What admins did last, with the names of all whom it is about. */
function createRecentActions(
  actions: Pick<AdminActionStore, 'recent'>,
  store: Pick<AccessStore, 'find'>,
  { persons }: OpenedPeople,
): OpenedAccess['recentActions'] {
  return async () => {
    const recent = await actions.recent(MOST_IN_TRAIL);
    const ids = recent.flatMap(({ adminId, undoneBy, target }) => [adminId, undoneBy, accountOfAct(target)]);
    const named = [...new Set(ids.flatMap((id) => id ?? []))];
    const [asked, known] = await Promise.all([store.find(named), persons.names(named)]);
    // Whoever never wrote since they asked is called what they called themselves then.
    const titles = asked.flatMap(({ accountId, title }) => (title ? [[accountId, title] as const] : []));
    return { actions: recent, names: new Map([...titles, ...known]) };
  };
}

function createReadFacts(
  { services, config, people, clock }: OpenAccessOptions,
  store: AccessStore,
): (accountId: bigint) => Promise<AccessFacts> {
  const ledger = createAccessFactsStore(services.database);
  const readBudgets = createReadAccountBudgets(services, config);
  return async (accountId) => {
    const now = clock.now();
    const since = addDays(dayOf(now, config.timeZone), -COST_DAYS);
    const [row = null] = await store.find([accountId]);
    const groupIds = accountId > 0n ? await ledger.groupsOf(accountId) : [];
    const groups = (await store.find(groupIds)).filter(({ state, title }) => state === 'admitted' && title);
    const { cost, people: count } = await ledger.costOfPersons(since);
    const named = [accountId, row?.askedBy, row?.decidedBy].flatMap((id) => id ?? []);
    const standing = standingOf(Number(accountId), config);
    return {
      row,
      accountId,
      groups: groups.map(({ title }) => title),
      usualCost: count === 0 ? null : { perPerson: cost / BigInt(count), people: count },
      names: await people.persons.names(named),
      budgets: standing === 'admin' ? null : await readBudgets(accountId, now),
      standing,
      now,
    };
  };
}

function standingOf(accountId: number, { adminIds, access }: Config): Standing | null {
  if (adminIds.includes(accountId)) return 'admin';
  if (access.allowedIds.includes(accountId)) return 'allowed';
  return access.mode === 'open' ? 'open' : null;
}

/** Returns what tells admins, after an upgrade, that those whom the database knew stay let in. */
function createTellUpgrade(
  { services: { database }, config, clock }: OpenAccessOptions,
  recipients: AdminRecipients,
): () => Promise<boolean> {
  const settings = createSettingStore(database);
  return announceUpgrade({
    mode: config.access.mode,
    countKnown: () => database.client.access.count({ where: { state: 'admitted', decidedBy: null } }),
    alone: runAlone('access_upgrade', database, clock),
    isTold: async () => (await settings.get(UPGRADE_TOLD)) !== null,
    noteTold: async () => void (await settings.claim(UPGRADE_TOLD, clock.now())),
    send: (known) => sendAccessUpgrade(recipients, known),
  });
}
