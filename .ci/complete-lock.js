// Adds the platform packages that a registry did not offer when the lock file was made: `npm ci` refuses a lock file
// that lacks them, on every platform. Name, version, os and cpu are all that npm wants of a package it will not install.
const { readFileSync, writeFileSync } = require('node:fs');

const path = `${__dirname}/../package-lock.json`;
const lock = JSON.parse(readFileSync(path, 'utf8'));
const platforms = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const cpus = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

let added = 0;
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const words = name.split(/[-/]/);
    const os = platforms.find((platform) => words.includes(platform));
    const cpu = cpus.find((one) => words.includes(one));
    const known = [`${place}/node_modules/${name}`, `node_modules/${name}`].some((one) => lock.packages[one]);
    if (known || !os || !cpu || !/^\d/.test(version)) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      os: [os],
    };
    added++;
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(`${added} platform packages added to the lock file`);
