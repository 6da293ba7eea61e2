// One line per ring, and the closing line. Fails on a failed test and on a skipped one.
const { readFileSync } = require('node:fs');
const { relative, sep } = require('node:path');

const results = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const rings = new Map();
for (const suite of results.testResults) {
  const path = relative(`${__dirname}/../__tests__`, suite.name).split(sep);
  const ring = path.length > 1 ? path[0] : 'project';
  const counts = rings.get(ring) ?? { passed: 0, failed: 0, skipped: 0, seconds: 0 };
  rings.set(ring, counts);
  counts.seconds += Math.max(0, suite.endTime - suite.startTime) / 1000;
  // a suite that did not even load has no test to fail
  if (suite.status === 'failed' && suite.assertionResults.length === 0) counts.failed++;
  for (const { status } of suite.assertionResults) {
    if (status === 'passed') counts.passed++;
    else if (status === 'failed') counts.failed++;
    else counts.skipped++;
  }
}
const sum = (key) => [...rings.values()].reduce((total, counts) => total + counts[key], 0);
for (const [ring, { passed, failed, skipped, seconds }] of [...rings].sort()) {
  console.log(`${ring}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${seconds.toFixed(0)} s`);
}
if (sum('skipped') > 0) console.log(`${sum('skipped')} tests were skipped: none may be`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || sum('skipped') > 0 || sum('passed') === 0 ? 1 : 0;
