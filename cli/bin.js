#!/usr/bin/env node
// The only place that ends the process.
const { load } = require('../bundle/load');
// a limit on the size of files is an error of the write that meets it, as a full disk is, and no end without a word
process.on('SIGXFSZ', () => {});
const { run } = load('cli/run.ts').exports;

run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
