'use strict';

const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Files that take a minute and more, the longest first. Without this order a long file that starts
 * last keeps one worker busy while the others have nothing to do.
 */
const LONGEST = [
  'hostile-questions',
  'replay',
  'canary',
  'journal-transfer',
  'journal-search-plans',
  'floods',
  'refused-boots',
  'own-events',
  'record-rules',
  'contract',
  'privacy',
];

const rankOf = ({ path }) => {
  const rank = LONGEST.findIndex((name) => path.endsWith(`/${name}.test.ts`));
  return rank < 0 ? LONGEST.length : rank;
};

/** Jest's own order, with the known long files before all others. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
