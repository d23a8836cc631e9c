import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { offeredProviders } from '../../../src/app/services/offered-providers.ts';
import { BUILT_IN_PROVIDERS } from '../../../src/config/config.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { parseProviders } from '../../../src/config/parse-providers.ts';

const ENV = readFileSync('.env.example', 'utf8');

/** The blocks of JSON below a heading. */
function blocksIn(file: string, from = ''): string[] {
  const text = readFileSync(file, 'utf8');
  const section = text.slice(Math.max(0, text.indexOf(from)));
  return [...section.matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => json);
}

describe('the providers that the documentation describes', () => {
  const documented = blocksIn('docs/providers.md');
  const [ofReadme = ''] = blocksIn('README.md', '## More providers');
  const [ofPersianReadme = ''] = blocksIn('README.fa.md', '## سرویس‌های دیگر');

  it.each([...documented, ofReadme, ofPersianReadme])('can be copied: %s', (json) => {
    const { added, adjusted } = parseProviders(json, BUILT_IN_PROVIDERS);
    expect(added.length + Object.keys(adjusted).length).toBeGreaterThan(0);
    for (const { apiKeyEnv } of added) if (apiKeyEnv) expect(ENV).toContain(`${apiKeyEnv}=`);
  });

  it('go into one file, which a new user configures with .env.example alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'documented-'));
    const file = join(folder, 'providers.json');
    const blocks = documented.map((json) => JSON.parse(json) as Record<string, { apiKeyEnv?: string }>);
    const all = Object.assign({}, ...blocks) as (typeof blocks)[0];
    await writeFile(file, JSON.stringify(all));
    const keys = Object.values(all).flatMap(({ apiKeyEnv }) => apiKeyEnv ?? []);
    const filled = { BOT_TOKEN: '1:a-token-of-a-bot', ADMIN_IDS: '1', PROVIDERS_FILE: file };
    const written = Object.fromEntries(
      [...ENV.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    const config = readConfig({
      ...written,
      ...filled,
      ...Object.fromEntries(keys.map((name) => [name, 'k'])),
    });
    const configured = offeredProviders(config).filter(({ isConfigured }) => isConfigured);
    const added = Object.keys(all).filter((id) => !(BUILT_IN_PROVIDERS as readonly string[]).includes(id));
    expect(configured.map(({ entry }) => entry.id)).toEqual(added);
    await rm(folder, { recursive: true });
  });

  it('are seven that are popular, with ids that go into one file', () => {
    const files = documented.map((json) => parseProviders(json, BUILT_IN_PROVIDERS));
    const ids = files.flatMap(({ added }) => added.map(({ id }) => id));
    expect(new Set(ids).size).toBe(7);
  });
});
