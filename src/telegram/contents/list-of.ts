/** The objects in what Telegram, or somebody in its place, sent as a list of them. */
export function listOf<Item extends object>(value: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}
