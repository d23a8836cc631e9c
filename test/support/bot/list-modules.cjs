// Preloaded into a program: at SIGUSR2 it writes the CommonJS modules that are loaded, one a line, to MODULES_FILE.
const { writeFileSync } = require('node:fs');
process.on('SIGUSR2', () =>
  writeFileSync(process.env.MODULES_FILE, `${Object.keys(require.cache).join('\n')}\n`),
);
