import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the pages beside the compiled server, into a folder of their own: nothing else in dist is served. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The bot may be served below a path of its proxy.
  base: './',
  build: {
    outDir: fileURLToPath(new URL('../../../dist/web/dashboard', import.meta.url)),
    emptyOutDir: true,
    // What Telegram's oldest web views that run React 19 understand.
    target: ['chrome87', 'safari14'],
    // Inlined assets would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
