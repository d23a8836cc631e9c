import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Every file of `src/commands` is a program; what they share stands in folders. */
const commands = readdirSync(at('src/commands')).filter((file) => file.endsWith('.ts'));

/** What is started, or read by a script, under a path of its own in `dist/`. */
const input = {
  main: at('src/main.ts'),
  ...Object.fromEntries(
    commands.map((file) => [`commands/${basename(file, '.ts')}`, at(`src/commands/${file}`)]),
  ),
  // Beside the part that starts it, as in the source.
  'parts/sqlite-thread': at('src/database/engine/sqlite/sqlite-thread.js'),
  'tools/provider-stand-in': at('src/tools/stand-ins/providers/provider-stand-in.ts'),
  'tools/telegram-stand-in': at('src/tools/stand-ins/telegram/telegram-stand-in.ts'),
  'tools/open-network': at('src/network/open-network.ts'),
};

/** Bundles the bot and its commands with their libraries: a start reads a dozen files instead of 1,600. */
export default defineConfig({
  // Native code, and what is looked for at run time, stays in node_modules.
  ssr: { noExternal: true, external: ['libsql', '@resvg/resvg-js', 'pg-native'] },
  publicDir: false,
  build: {
    ssr: true,
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
