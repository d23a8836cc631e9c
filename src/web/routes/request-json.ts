import { picoToUsd } from '../../foundation/money/money.ts';
import { cleanName } from '../../localization/direction.ts';
import type { ListedRequest } from './web-options.ts';

/** A request in the shape of the dashboard's API. */
export function requestJson(request: ListedRequest, names: ReadonlyMap<bigint, string>) {
  const { userId, chatId, costPicoUsd, createdAt, ...shown } = request;
  const account = (id: bigint | null) =>
    id === null ? null : { id: Number(id), name: cleanName(names.get(id) ?? '') || null };
  return {
    ...shown,
    createdAt: createdAt.toISOString(),
    user: account(userId),
    group: account(groupIn(chatId)),
    costUsd: costPicoUsd === null ? null : picoToUsd(costPicoUsd),
  };
}

/** The group in which a request was made; `null` for a private chat. */
export function groupIn(chatId: bigint | null): bigint | null {
  return chatId !== null && chatId < 0n ? chatId : null;
}
