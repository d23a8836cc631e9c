import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Lets the browser fetch React while the script of the first view is at work. */
const preloadPages = {
  name: 'preload-pages',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.values(bundle ?? {})
        .filter(({ name }) => name === 'render-pages')
        .map(({ fileName }) => ({
          tag: 'link',
          injectTo: 'head',
          attrs: { rel: 'modulepreload', href: `./${fileName}`, crossorigin: true },
        })),
  },
};

/** Builds the pages beside the compiled server, into a folder of their own: nothing else in dist is served. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The bot may be served below a path of its proxy.
  base: './',
  plugins: [preloadPages],
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
