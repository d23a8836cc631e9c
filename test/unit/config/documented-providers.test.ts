import { readFileSync } from 'node:fs';
import { BUILT_IN_PROVIDERS } from '../../../src/config/config.ts';
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

  it.each([...documented, ofReadme])('can be copied: %s', (json) => {
    const { added, adjusted } = parseProviders(json, BUILT_IN_PROVIDERS);
    expect(added.length + Object.keys(adjusted).length).toBeGreaterThan(0);
    for (const { apiKeyEnv } of added) if (apiKeyEnv) expect(ENV).toContain(`${apiKeyEnv}=`);
  });

  it('are seven that are popular, with ids that go into one file', () => {
    const files = documented.map((json) => parseProviders(json, BUILT_IN_PROVIDERS));
    const ids = files.flatMap(({ added }) => added.map(({ id }) => id));
    expect(new Set(ids).size).toBe(7);
  });
});
