// Starting from the sources costs more than most commands do: a thousand modules to find, translate and compile.
// `npm ci` therefore puts them together once (`build.js`). A bundle is used only where not a byte of what it was made
// from is another one by now; in every other case the sources are, as if there were none.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const vm = require('node:vm');

const root = dirname(__dirname);
const folder = join(root, 'node_modules', '.cache', 'catalog');
const recordPath = join(folder, 'bundle.json');
/** What is installed: of both, npm writes the second one itself. */
const installed = ['package-lock.json', 'node_modules/.package-lock.json'];

/**
 * A module of this project, by its path in it; and whether it came from the bundle.
 * @throws what the module throws
 */
function load(entry) {
  const bundled = process.env.CATALOG_FROM_SOURCES ? undefined : bundleOf(entry);
  if (bundled !== undefined) return { exports: evaluate(bundled), bundled: true };
  require('tsx/cjs');
  return { exports: require(join(root, entry)), bundled: false };
}

/** The code of an entry, and what V8 made of it the last time; undefined where the sources are to be used. */
function bundleOf(entry) {
  try {
    const record = JSON.parse(readFileSync(recordPath, 'utf8'));
    const file = record.entries[entry];
    if (file === undefined || record.digest !== digestOf(record.sources)) return undefined;
    const path = join(folder, file);
    // a bundle is ASCII: read so, every character of it takes one byte and no second look
    const [code, cachedData] = [readFileSync(`${path}.js`, 'latin1'), readFileSync(`${path}.bin`)];
    return { file: `${path}.js`, code, cachedData };
  } catch {
    return undefined;
  }
}

/**
 * Of the place, the runtime, what is installed, and every source by its content.
 * @throws where one of the files cannot be read
 */
function digestOf(sources, read = (path) => readFileSync(join(root, path))) {
  const hash = createHash('sha256').update(JSON.stringify([root, process.version, process.arch]));
  for (const path of [...installed, ...sources]) {
    const content = read(path);
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function scriptOf({ file, code, cachedData }) {
  return new vm.Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}

function evaluate(bundled, script = scriptOf(bundled)) {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundled.file), module, bundled.file, dirname(bundled.file));
  return module.exports;
}

module.exports = { load, digestOf, evaluate, scriptOf, folder, recordPath, root };
