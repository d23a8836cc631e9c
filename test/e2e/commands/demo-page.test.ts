import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { builtProgram } from '../../support/bot/built-program.ts';
import { describeInChromium, startChromium, type Chromium } from '../../support/web/chromium.ts';
import { DESKTOP, errorsOf, PHONE, seriousProblems } from '../../support/web/look-at-pages.ts';

const describeBuilt = existsSync(builtProgram('commands/demo.js')) ? describeInChromium : describe.skip;

const LETS_IN = '#messages .key[data-value^="access:in:"]';
const CHART = '#messages .key[data-value^="chart:"]';
const WHOLE_ANSWER = '#messages li.other .key[data-value="answer:again"]';

/** The chart is loaded, it is the last message, and the view shows it from its top on. */
const IS_CHART_IN_VIEW = `(() => {
  const list = document.querySelector('#messages').getBoundingClientRect();
  const image = document.querySelector('#messages li:last-child img.photo');
  const chart = image?.complete && image.getBoundingClientRect();
  return chart && chart.height > 100 && chart.top >= list.top - 1 && chart.top < list.bottom - 100;
})()`;

/** The page of a demo that runs as it does for whoever tries it. */
interface RunningDemo {
  url: string;
  printed(): string;
  stop(): Promise<void>;
}

async function startDemo(environment: Record<string, string> = {}): Promise<RunningDemo> {
  const child: ChildProcess = spawn(process.execPath, [builtProgram('commands/demo.js'), '--port', '0'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const found = /Open (http:\S+) in a browser/.exec(printed)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${printed}`)));
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { url, printed: () => printed, stop };
}

describeBuilt('the page of the demo', () => {
  let chromium: Chromium;
  let demo: RunningDemo;

  beforeAll(async () => {
    [chromium, demo] = await Promise.all([startChromium(), startDemo()]);
  });
  afterAll(async () => {
    await chromium?.close();
    await demo?.stop();
  });

  /** Opens the page in a window of its own, and expects no error in the browser's console. */
  async function look(options: BrowserContextOptions, test: (page: Page) => Promise<void>): Promise<void> {
    const context = await chromium.open(options);
    const page = await context.newPage();
    page.setDefaultTimeout(45_000);
    const errors = errorsOf(page);
    try {
      await page.goto(demo.url);
      await page.waitForSelector('body[data-state=ready]');
      await test(page);
      expect(errors).toEqual([]);
    } finally {
      await context.close();
    }
  }

  /** Chooses a step of the guide, whatever was done before. */
  async function choose(page: Page, title: string): Promise<void> {
    for (let tries = 0; tries < 9 && !(await currentStep(page)).includes(title); tries++)
      await page.click('.step.current .later');
    expect(await currentStep(page)).toContain(title);
  }

  const currentStep = async (page: Page): Promise<string> =>
    (await page.textContent('.step.current .step-title')) ?? '';
  const doStep = (page: Page) => page.click('.step.current .do');
  const placeOf = (page: Page, name: string) => page.locator('#places .place:not(.group)', { hasText: name });

  it('says who you are and what to press next, and is not empty', async () => {
    await look(DESKTOP, async (page) => {
      expect(await page.textContent('.place[aria-current=true]')).toContain('John');
      expect(await currentStep(page)).toBe('1 Ask something');
      expect(await page.textContent('.step.current .explanation')).toContain('You are John');
      expect(await page.isVisible('.step.current .do')).toBe(true);
      expect(await page.locator('.suggestion').allTextContents()).toContain('/usage');
      await page.click('.suggestion >> text=/usage');
      await page.waitForSelector('#messages li.other');
      expect(await page.isVisible('#suggestions')).toBe(false);
    });
  });

  it('streams a labelled answer slowly enough to stop it, and goes on in the guide', async () => {
    await look(DESKTOP, async (page) => {
      await choose(page, 'Stop an answer');
      await doStep(page);
      await page.waitForSelector('.draft:has-text("The lantern")');
      await page.click('.stop');
      await page.waitForSelector('#messages li.own ~ li.other .text:not(.draft):has-text("The lantern")');
      const answer = (await page.locator('#messages li.other .text').last().textContent()) ?? '';
      expect(answer).toContain('Demo answer');
      expect(answer).not.toContain('lose their way one night');
      await page.waitForSelector('.step.done:has-text("Stop an answer")');
      expect(await currentStep(page)).toContain('Ask in Persian');
    });
  });

  it('lets a stranger in who is then answered, with badges where something arrived', async () => {
    await look(DESKTOP, async (page) => {
      await choose(page, 'Come as a stranger');
      await doStep(page);
      await page.waitForSelector('#messages li.other:has-text("I have asked them for you")');
      await until(page, `document.querySelectorAll('.badge').length === 2`);
      await doStep(page);
      expect(await page.textContent('.place[aria-current=true]')).toContain('Kate');
      await page.waitForSelector(LETS_IN);
      await page.click(LETS_IN);
      await page.waitForSelector('.step.done:has-text("Let them in")');
      await placeOf(page, 'Lena').locator('.badge').waitFor();
      await placeOf(page, 'Lena').click();
      await page.waitForSelector('#messages li.other:has-text("You are in!")');
      await page.fill('#text', 'What is the capital of France?');
      await page.press('#text', 'Enter');
      await page.waitForSelector('#messages li.other:has-text("Paris")');
    });
  });

  it.each([
    ['a desktop', DESKTOP],
    ['a phone', PHONE],
  ])('brings the report’s start and then the whole chart into view: %s', async (_, device) => {
    await look(device, async (page) => {
      await choose(page, 'See the usage');
      await doStep(page);
      // The report's last message carries the buttons.
      await page.waitForSelector(`#messages li.other:last-child ${CHART.replace('#messages ', '')}`);
      const title = page.locator('#messages li.other:has-text("AI token usage report") .text').last();
      const view = await boxOf(page, '#messages');
      const start = await title.boundingBox();
      expect(start!.y).toBeGreaterThanOrEqual(view.y);
      // A folded report may fit below what was said before.
      expect(start!.y + start!.height).toBeLessThanOrEqual(view.y + view.height);
      expect(await title.textContent()).toMatch(/Top users:[^]*سارا[^]{1,4}1001/);
      await doStep(page);
      await page.waitForSelector('.key.pointed');
      await page.locator(CHART).last().click();
      await until(page, IS_CHART_IN_VIEW);
      await page.waitForSelector('.step.current:has-text("Get the scheduled report")');
    });
  });

  it('sends the scheduled report, one person’s report and the dashboard', async () => {
    await look(DESKTOP, async (page) => {
      await choose(page, 'Get the scheduled report');
      await doStep(page);
      await page.waitForSelector('#messages li.other:has-text("AI report — ")');
      await page.waitForSelector('.step.done:has-text("Get the scheduled report")');
      await page.fill('#text', '/ai_usage 1001');
      await page.press('#text', 'Enter');
      await page.waitForSelector('#messages li.own:has-text("1001") ~ li.other:has-text("سارا")');
      await choose(page, 'Open the dashboard');
      await doStep(page);
      const link = page.locator('#messages a[href*="#link="]').last();
      const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
      await opened.waitForSelector('.recharts-area');
    });
  });

  it('replies to a message, in the group too', async () => {
    await look(DESKTOP, async (page) => {
      await page.locator('#places .group', { hasText: 'John' }).click();
      await page.fill('#text', '@usage_demo_bot What is the capital of Iran?');
      await page.press('#text', 'Enter');
      await page.waitForSelector(WHOLE_ANSWER);
      await page.locator('#messages li.other').last().hover();
      await page.locator('#messages li.other .answer').last().click();
      expect(await page.textContent('#replying')).toContain('Usage bot');
      await page.fill('#text', 'Thank you!');
      await page.press('#text', 'Enter');
      expect(await page.isVisible('#replying')).toBe(false);
      await page.waitForSelector('#messages li.own .reply:has-text("Tehran")');
      await page.waitForSelector('#messages li.other:has-text("You\'re welcome")');
    });
  });

  it('changes to Persian and remembers it', async () => {
    await look(PHONE, async (page) => {
      await page.click('#language');
      expect(await page.getAttribute('html', 'dir')).toBe('rtl');
      expect(await currentStep(page)).toBe('۱ چیزی بپرسید');
      await page.reload();
      await page.waitForSelector('body[data-state=ready]');
      expect(await page.getAttribute('html', 'lang')).toBe('fa');
      expect(await page.textContent('.place[aria-current=true]')).toContain('سارا');
    });
  });

  it.each(
    [DESKTOP, PHONE].flatMap((device) =>
      (['light', 'dark'] as const).flatMap((colorScheme) =>
        ['en', 'fa'].map(
          (language) =>
            [
              `${device.viewport.width} ${colorScheme} ${language}`,
              { ...device, colorScheme },
              language,
            ] as const,
        ),
      ),
    ),
  )('has nothing that somebody cannot read or reach: %s', async (_, options, language) => {
    await look(options, async (page) => {
      if (language === 'fa') await page.click('#language');
      await page.fill('#text', '/usage');
      await page.press('#text', 'Enter');
      await page.waitForSelector('#messages li.other');
      expect(await seriousProblems(page)).toEqual([]);
      const [content, width] = await page.evaluate<number[]>(
        `[document.documentElement.scrollWidth, window.innerWidth]`,
      );
      expect(content).toBeLessThanOrEqual(width ?? 0);
      const list = await boxOf(page, '#messages');
      expect(list.height).toBeGreaterThan(250);
    });
  });

  it('asks nobody but the demo for anything', async () => {
    const context = await chromium.open(DESKTOP);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(demo.url);
    await page.waitForSelector('body[data-state=ready]');
    expect(asked.filter((url) => !url.startsWith(demo.url) && !url.startsWith('data:'))).toEqual([]);
    await context.close();
  });

  it('says that it is opening, that the demo does not answer, and tries again', async () => {
    const context = await chromium.open(DESKTOP);
    const page = await context.newPage();
    let isDown = true;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/setup', async (route) => {
      await held;
      await (isDown ? route.abort() : route.continue());
    });
    await page.goto(demo.url);
    expect(await page.isVisible('text=Opening the chat')).toBe(true);
    release();
    await page.waitForSelector('body[data-state=failed]');
    expect(await page.textContent('#state-text')).toContain('npm run demo');
    isDown = false;
    await page.click('#retry');
    await page.waitForSelector('body[data-state=ready]');
    expect(await page.isVisible('#guide')).toBe(true);
    await page.click('#language');
    isDown = true;
    await page.reload();
    await page.waitForSelector('#state-text:has-text("پاسخ نمی‌دهد")');
    await context.close();
  });
});

describeBuilt('the page of a demo that ends', () => {
  it('says so, and what did not reach it', async () => {
    const [chromium, demo] = await Promise.all([startChromium(), startDemo({ DEFAULT_LOCALE: 'fa' })]);
    const context = await chromium.open(PHONE);
    const page = await context.newPage();
    await page.goto(demo.url);
    await page.waitForSelector('body[data-state=ready]');
    expect(await page.getAttribute('html', 'dir')).toBe('rtl');
    await demo.stop();
    await page.waitForSelector('#status:has-text("قطع شده")');
    await page.fill('#text', 'سلام');
    await page.click('#send');
    await page.waitForSelector('#toast:has-text("نرسید")');
    await context.close();
    await chromium.close();
  });
});

// The page's content security policy forbids what waitForFunction does.
async function until(page: Page, expression: string): Promise<void> {
  for (let looks = 0; looks < 600; looks++) {
    if (await page.evaluate(expression)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`the page never came to this: ${expression}`);
}

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not visible`);
  return box;
}
