const { default: Sequencer } = require('@jest/test-sequencer');

/** Those that wait the longest come first: the others' work fills their waits. */
const ORDER = ['/e2e/reliability/', '/e2e/', '/database/', ''];

const rankOf = ({ path }) => ORDER.findIndex((part) => path.includes(part));

/** Jest knows how long a file took only where it has run before; a fresh checkout begins as quickly as another. */
module.exports = class WaitsFirst extends Sequencer {
  sort(tests) {
    const byDuration = Sequencer.prototype.sort.call(this, tests);
    return byDuration.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
};
