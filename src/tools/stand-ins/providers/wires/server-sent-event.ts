/** Encodes one server-sent event: a single line of data and a blank line. */
export function serverSentEvent(data: object | string, event?: string): string {
  const line = typeof data === 'string' ? data : JSON.stringify(data);
  return `${event ? `event: ${event}\n` : ''}data: ${line}\n\n`;
}
