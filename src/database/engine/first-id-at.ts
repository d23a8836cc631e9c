/** The least id of all that are made at `at` or later: ids begin with their time in milliseconds (UUIDv7). */
export function firstIdAt(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}
