import { toLatinDigits } from './latin-digits.ts';

/** A cron expression with plain signs, single spaces, and * for the ? of Quartz and Spring, which says the same here. */
export function plainCron(text: string): string {
  const plain = toLatinDigits(text.normalize('NFKC')).trim().replaceAll(/\s+/g, ' ');
  return plain.replaceAll(/(?<=^| )\?(?= |$)/g, '*');
}
