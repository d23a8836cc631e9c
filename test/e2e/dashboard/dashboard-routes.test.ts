import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { dashboardRoutes } from '../../../src/web/routes/dashboard-routes.ts';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(5_000))})`;

describe('the files of the dashboard', () => {
  let folder = '';
  const get = (path: string, encoding = '') =>
    dashboardRoutes(pathToFileURL(`${folder}/`)).request(path, { headers: { 'accept-encoding': encoding } });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pages-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are not there before they are built, and the page says so', async () => {
    const response = await get('/');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('not built');
  });

  it('are kept for ever under their hashed names, the page itself never', async () => {
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<p>pages</p>');
    await writeFile(join(folder, 'assets', 'index-Ab_1.js'), SCRIPT);
    const page = await get('/');
    expect([page.headers.get('cache-control'), await page.text()]).toEqual(['no-store', '<p>pages</p>']);
    const script = await get('/assets/index-Ab_1.js');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe(SCRIPT);
    expect((await get('/assets/index-Ab_2.js')).status).toBe(404);
  });

  it('travel compressed as the browser takes them', async () => {
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'assets', 'a.js'), SCRIPT);
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const encoding of ['br', 'gzip'] as const) {
      const response = await get('/assets/a.js', `deflate, ${encoding};q=0.8`);
      expect(response.headers.get('content-encoding')).toBe(encoding);
      expect(response.headers.get('vary')).toBe('accept-encoding');
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.length).toBeLessThan(500);
      expect(unpack[encoding](bytes).toString()).toBe(SCRIPT);
    }
    expect((await get('/assets/a.js', 'br;q=0')).headers.get('content-encoding')).toBeNull();
  });
});
