// Preloaded by Jest's processes: Node.js loads the TypeScript of tests by itself.
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

// A thread of the bot's is JavaScript, and starts sooner without.
if (isMainThread) {
  process.setSourceMapsEnabled(true);
  register('./typescript-hooks.js', import.meta.url);
}
