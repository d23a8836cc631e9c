import type { AccessConfig } from './config.ts';
import type { EnvironmentReader } from './environment-reader.ts';
import { quoted } from './quoted.ts';

const MODES = ['open', 'request', 'closed'] as const;

/** Reads who is answered besides admins. */
export function readAccess(read: EnvironmentReader): AccessConfig {
  return {
    mode: read.oneOf('ACCESS', MODES, 'request'),
    allowedIds: readAllowedIds(read),
  };
}

function readAllowedIds(read: EnvironmentReader): number[] {
  const items = read.idTexts('ALLOWED_IDS').map((item) => item.replace(/^[−–—]/, '-'));
  const wrong = items.filter(
    (item) => !/^-?[1-9]\d{0,15}$/.test(item) || !Number.isSafeInteger(Number(item)),
  );
  if (wrong.length > 0)
    read.problem('ALLOWED_IDS', `must be ids of people, or of groups (negative), not ${quoted(...wrong)}`);
  return items.map(Number);
}
