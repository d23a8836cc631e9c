import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

const EXECUTABLE = process.env['TEST_CHROMIUM'] ?? '/usr/bin/chromium';
// It talks to nobody but the test.
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Where there is a network, Telegram's script would come from it.
  '--host-resolver-rules=MAP telegram.org ~NOTFOUND',
];

export interface Chromium {
  /** A window of its own, with nothing stored. */
  open(options: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** `describe` where Chromium is installed; else skips the tests and says so once for each file. */
export function describeInChromium(name: string, tests: () => void): void {
  if (existsSync(EXECUTABLE)) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`!! SKIPPED: ${name}. No Chromium at ${EXECUTABLE}, and TEST_CHROMIUM names none.\n`);
  describe.skip(name, tests);
}

/** The installed Chromium with an empty folder of its own. */
export async function startChromium(): Promise<Chromium> {
  const folder = await mkdtemp(join(tmpdir(), 'test-chromium-'));
  const options = { executablePath: EXECUTABLE, args: ARGUMENTS, env: { ...environment(), HOME: folder } };
  const browser = await chromium.launch(options);
  return {
    open: (options) => browser.newContext(options),
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter(isSet));
}

function isSet(entry: [string, string | undefined]): entry is [string, string] {
  return entry[1] !== undefined;
}
