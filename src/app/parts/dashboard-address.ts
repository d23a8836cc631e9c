import type { Config } from '../../config/config.ts';

/** Addresses that mean all those of a machine, and so none that a browser could open. */
const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]', '*']);

/** Where the dashboard is, as the operator configured it; `null` where that is not known. */
export function dashboardAddress(
  { publicUrl, listenHost }: Pick<Config, 'publicUrl' | 'listenHost'>,
  port: number,
): string | null {
  if (publicUrl !== null) return publicUrl;
  if (listenHost === null || EVERY_ADDRESS.has(listenHost)) return null;
  const host = listenHost.includes(':') && !listenHost.startsWith('[') ? `[${listenHost}]` : listenHost;
  return `http://${host}:${port}`;
}
