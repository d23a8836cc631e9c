import { picoToUsd } from '../../foundation/money.ts';
import { cleanName } from '../../localization/direction.ts';
import type { ListedRequest } from './web-options.ts';

/** A request in the shape of the dashboard's API. */
export function requestJson(request: ListedRequest, names: ReadonlyMap<bigint, string>) {
  const { userId, costPicoUsd, createdAt, ...shown } = request;
  return {
    ...shown,
    createdAt: createdAt.toISOString(),
    user: userId === null ? null : { id: Number(userId), name: cleanName(names.get(userId) ?? '') || null },
    costUsd: costPicoUsd === null ? null : picoToUsd(costPicoUsd),
  };
}
