import axe from 'axe-core';
import { describeInChromium, startChromium } from '../support/chromium.ts';
import { startPagesServer } from '../support/pages-server.ts';

describeInChromium('the pages in Chromium', () => {
  it('start', async () => {
    const chromium = await startChromium();
    const server = await startPagesServer(() => ({ status: 401 }));
    const context = await chromium.open({ bypassCSP: false });
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForSelector('[data-failure=signed_out]');
    expect(axe.source.length).toBeGreaterThan(1);
    await chromium.close();
    await server.close();
  });
});
