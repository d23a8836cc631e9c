import type { Reader } from './create-reader.ts';

/** The word for an action or a status of the API; its own name where a newer server has one that is not known here. */
export function nameOf(
  kind: 'action' | 'status',
  name: string,
  { translate }: Pick<Reader, 'translate'>,
): string {
  const words = name.replaceAll(/_|\B(?=[A-Z])/g, '-').toLowerCase();
  const key = `${kind}-${words}`;
  const text = translate(key);
  return text === key ? name : text;
}
