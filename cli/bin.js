#!/usr/bin/env node
// The only place that ends the process.
require('tsx/cjs');
const { run } = require('./run.ts');

run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
