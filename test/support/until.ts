import { setTimeout as delay } from 'node:timers/promises';

/** Resolves once it is so, however slow the machine is; what never comes is ended by the test's own timeout. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(20);
}
