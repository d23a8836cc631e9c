import { createRequire } from 'node:module';
import { watchStopSignals } from './app/programs/stop-signals.ts';

// What follows takes a moment to load, and may not load at all on another Node.js.
createRequire(import.meta.url)('../bin/check-node.cjs');
watchStopSignals();
const { runBotProgram } = await import('./app/run-bot-program.ts');
await runBotProgram();
