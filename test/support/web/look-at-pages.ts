import axe, { type AxeResults } from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Chromium } from './chromium.ts';
import { startPagesServer, type Api } from './pages-server.ts';

export const PHONE = { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true };
export const DESKTOP = { viewport: { width: 1280, height: 900 } };

/** The chart that answers to fingers and keys: everything is there when this is. */
export const WHOLE_CHART = '.recharts-area';

export interface LookOptions extends BrowserContextOptions {
  /** What follows the address: how somebody gets in. */
  hash?: string;
  /** Prepares the window before anything is loaded. */
  prepare?: (page: Page) => Promise<unknown>;
}

/** Opens the built pages, lets the test look, and expects no error in the browser's console. */
export async function lookAtPages(
  chromium: Chromium,
  api: Api,
  { hash = '#link=code', prepare, ...options }: LookOptions,
  test: (page: Page) => Promise<void>,
): Promise<void> {
  const server = await startPagesServer(api);
  const context = await chromium.open(options);
  const page = await context.newPage();
  const errors = errorsOf(page);
  try {
    await prepare?.(page);
    await page.goto(server.url + hash);
    await test(page);
    expect(errors).toEqual([]);
  } finally {
    await context.close();
    await server.close();
  }
}

/** What the page throws or complains of from now on, but for answers that the test itself refused. */
export function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) errors.push(message.text());
  });
  return errors;
}

/** What axe calls serious or critical, each with the first element that has it. */
export async function seriousProblems(page: Page): Promise<string[]> {
  const run = `(() => { ${axe.source}; return axe.run(document, { resultTypes: ['violations'] }) })()`;
  const { violations } = await page.evaluate<AxeResults>(run);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}
