import { readFileSync, readdirSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Every file of `src/commands` is a program; what they share stands in folders. */
const commands = readdirSync(at('src/commands')).filter((file) => file.endsWith('.ts'));

/** The parts that keep a name and all they export, for scripts and tests. */
const PARTS = [
  'database/engine/is-outage.ts',
  'database/engine/open-database.ts',
  'database/engine/sqlite/sqlite-connection.ts',
  // Beside the part that starts it, as in the source.
  'database/engine/sqlite/sqlite-thread.js',
  'foundation/clock.ts',
  'network/open-network.ts',
  'tools/stand-ins/providers/provider-stand-in.ts',
  'tools/stand-ins/telegram/telegram-stand-in.ts',
  'usage/outage/outage-journal.ts',
];

const input = {
  main: at('src/main.ts'),
  ...Object.fromEntries(
    commands.map((file) => [`commands/${basename(file, '.ts')}`, at(`src/commands/${file}`)]),
  ),
  ...Object.fromEntries(PARTS.map((file) => [`parts/${basename(file, extname(file))}`, at(`src/${file}`)])),
};

/**
 * Keeps Prisma's compiler of queries as the bytes that it is. Prisma ships it as base64 in a module, which each start would
 * parse and decode, and which would stay in memory twice.
 */
const wasmAsBytes = {
  name: 'wasm-as-bytes',
  load(id) {
    if (!id.endsWith('.wasm-base64.mjs')) return null;
    const [, base64] = /const wasm = "([^"]+)"/.exec(readFileSync(id, 'utf8')) ?? [];
    if (!base64) throw new Error(`${id} no longer holds a module in base64`);
    const source = Buffer.from(base64, 'base64');
    const name = `parts/${basename(id, '.wasm-base64.mjs')}.wasm`;
    this.emitFile({ type: 'asset', fileName: name, source });
    // Beside the part that reads it. `Buffer.from(bytes, 'base64')` copies bytes as they are.
    return `import { readFileSync } from 'node:fs';
      export const wasm = readFileSync(new URL('${basename(name)}', import.meta.url));`;
  },
};

/**
 * The bot sends through undici's pools of connections. The whole of undici brings its own fetch, WebSocket and mocks as
 * well, four fifths of what each start would compile. Its manifest offers its files as they are (`main`, no `exports`).
 */
const undiciPools = {
  name: 'undici-pools',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id === 'undici' && !importer?.includes('/src/tools/') ? '\0undici-pools' : null,
  load: (id) =>
    id === '\0undici-pools'
      ? `export { default as Agent } from 'undici/lib/dispatcher/agent.js';
         export { default as buildConnector } from 'undici/lib/core/connect.js';`
      : null,
};

/** Bundles the bot and its commands with their libraries: a start reads a dozen files instead of 1,600. */
export default defineConfig({
  // Native code, and what is looked for at run time, stays in node_modules.
  ssr: { noExternal: true, external: ['libsql', '@resvg/resvg-js', 'pg-native'] },
  plugins: [wasmAsBytes, undiciPools],
  // node-fetch takes nothing but `URL` from it, and that only where Node has none. It brings a table of 260 kB, and the
  // warning of Node 21 and later that `punycode` is deprecated.
  resolve: { alias: { 'whatwg-url': 'node:url' } },
  publicDir: false,
  build: {
    ssr: true,
    ssrEmitAssets: true,
    target: 'node20.19',
    outDir: at('dist'),
    // Not while `npm run dev` watches: the pages and the font are in there, too.
    emptyOutDir: !process.argv.includes('--watch'),
    minify: false,
    reportCompressedSize: false,
    rollupOptions: {
      input,
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'parts/[name].js',
        // Errors and logs tell classes and functions by their names.
        keepNames: true,
      },
    },
  },
});
