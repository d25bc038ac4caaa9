// Mocha's own spec report, and the counts as JSON for the script that adds up several runs.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class CountReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      if (process.env.ADVISORY_TRIAGE_COUNTS)
        writeFileSync(process.env.ADVISORY_TRIAGE_COUNTS, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
