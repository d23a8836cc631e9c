import { asRecord } from '../contract/as-record.ts';

/** More models than any service lists; beyond it the body is something else. */
const MOST_MODELS = 5_000;
const LONGEST_NAME = 200;

/**
 * The names in a list of models; `null` for one of which this is only a page, and for anything that is no list. Cerebras
 * puts its own name before those of its models, and Google `models/`.
 */
export function readListedModels(listing: unknown, providerId: string): string[] | null {
  const { data, models, nextPageToken, next_page_token: nextPage, has_more: hasMore } = asRecord(listing);
  const entries = [listing, data, models].find((value) => Array.isArray(value)) ?? [];
  if (nextPageToken || nextPage || hasMore === true || entries.length > MOST_MODELS) return null;
  const names = entries.map((entry) => nameIn(asRecord(entry))).filter((name) => name !== null);
  const own = new RegExp(`^(?:models/|${providerId === 'cerebras' ? 'cerebras/' : 'models/'})`);
  return names.length > 0 ? names.map((name) => name.replace(own, '')) : null;
}

function nameIn({ id, name }: Record<string, unknown>): string | null {
  const found = typeof id === 'string' ? id : name;
  return typeof found === 'string' && found !== '' && found.length <= LONGEST_NAME ? found : null;
}
