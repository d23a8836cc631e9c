import type { Logger } from '../foundation/logger.ts';
import type { Ledger } from '../usage/ledger/ledger.ts';
import { createTroubleListener } from '../usage/ledger/trouble-listener.ts';
import type { Metrics } from '../web/numbers/metrics.ts';
import { describeRequest } from './describe-request.ts';
import type { Services } from './services/open-services.ts';
import type { Notifying } from './start-notifying.ts';

/** Lets every request be seen: in the log, in metrics, by whoever warns admins. */
export function listenToLedger(
  ledger: Ledger,
  {
    metrics,
    notifying,
    services: { settings },
    logger,
  }: { metrics: Metrics | null; notifying: Notifying; services: Services; logger: Logger },
): void {
  ledger.subscribe(({ row }) => logger.debug(describeRequest(row), 'a request ended'));
  if (metrics) ledger.subscribe(({ row }) => metrics.settled(row));
  const lookSoon = () => notifying.lookSoon();
  ledger.subscribe(createTroubleListener(() => settings.alertPercent, lookSoon));
  ledger.onRefused((scope) => notifying.refused(scope));
}
