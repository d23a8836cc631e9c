/** Whose access, budget or view an act is about: `access/42`, `user/42`, `setting/usd/group/-100`, `setting/digits/900`. */
const ACCOUNT =
  /^(?:access|user|setting\/(?:usd|usd_raise)\/(?:user|group)|setting\/(?:digits|calendar))\/(-?\d{1,16})(?:\/|$)/;

/** The person or group that an act is about; `null` where that is neither. */
export function accountOfAct(target: string): bigint | null {
  const id = ACCOUNT.exec(target)?.[1];
  return id === undefined ? null : BigInt(id);
}
