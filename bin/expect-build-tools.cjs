// Ends with a sentence where the packages that build the project are left out.
'use strict';

require('./check-node.cjs');
const { missingBuildTools } = require('./build-tools.cjs');

const missing = missingBuildTools();
if (missing.length > 0) {
  process.stderr.write(
    `The packages that build this project are not installed (${missing.join(', ')}). Run: npm ci --include=dev\n`,
  );
  process.exit(1);
}
