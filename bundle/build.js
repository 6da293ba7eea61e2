// Puts the command together, for `load.js`: `npm ci` runs it, and `npm run build` after an edit of the sources.
const { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, extname, join } = require('node:path');
const { build } = require('esbuild');
const { digestOf, evaluate, folder, recordPath, root, scriptOf } = require('./load');

/** What is run, and what is done with it before V8 is asked for what it made of it. */
const entries = new Map([
  ['cli/run.ts', warmed],
  ['sandbox/provider/main.ts', () => {}],
]);

const bundling = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: `node${process.versions.node}`,
  metafile: true,
  charset: 'ascii',
  logLevel: 'warning',
  // what a package calls free of effects may be imported for its effect
  ignoreAnnotations: true,
  external: ['tsx'],
  plugins: [{ name: 'as-from-sources', setup: asFromSources }],
};

async function main() {
  const out = join(folder, `new-${process.pid}`);
  const { metafile } = await build({ ...bundling, entryPoints: [...entries.keys()], outdir: out, outbase: root });
  const sources = Object.keys(metafile.inputs)
    .filter((path) => !path.includes('node_modules/'))
    .sort();
  // of what was read for the bundle: somebody may be editing meanwhile
  const digest = digestOf(sources, (path) => taken.get(join(root, path)) ?? readFileSync(join(root, path)));
  const files = {};
  for (const [entry, warm] of entries) {
    const name = `${digest.slice(0, 16)}-${entry.replace(/\W/g, '-')}`;
    files[entry] = name;
    renameSync(join(out, entry.replace(/\.ts$/, '.js')), join(folder, `${name}.js`));
    const bundled = { file: join(folder, `${name}.js`), code: readFileSync(join(folder, `${name}.js`), 'latin1') };
    const script = scriptOf(bundled);
    await warm(evaluate(bundled, script));
    writeFileSync(join(out, 'code'), script.createCachedData());
    renameSync(join(out, 'code'), join(folder, `${name}.bin`));
  }
  writeFileSync(join(out, 'record'), JSON.stringify({ digest, entries: files, sources }));
  renameSync(join(out, 'record'), recordPath);
  rmSync(out, { recursive: true });
  removeFormer(new Set(Object.values(files)));
}

/** Functions that ran are kept as they were compiled: those of the commands of every day. */
async function warmed({ run }) {
  const quiet = { out() {}, err() {}, env: {}, cwd: root, colour: false, live: false, width: 100, now: Date.now };
  await run(['diff', '--base', root, '--catalog', root], quiet);
  await run(['plan', '--help'], quiet);
}

/** Every source as it was when it went into the bundle. */
const taken = new Map();

/** Modules are found, and know where they lie, as where each is loaded by itself. */
function asFromSources({ onResolve, onLoad, resolve }) {
  onResolve({ filter: /./ }, async ({ path, kind, resolveDir, pluginData }) => {
    // a package that has two forms of itself is there once
    if (kind !== 'import-statement' || pluginData === 'resolved') return undefined;
    const required = await resolve(path, { kind: 'require-call', resolveDir, pluginData: 'resolved' });
    return required.errors.length === 0 ? required : undefined;
  });
  onLoad({ filter: /\.(ts|json)$/ }, ({ path }) => {
    if (path.includes('node_modules')) return undefined;
    const content = readFileSync(path);
    taken.set(path, content);
    const text = content.toString();
    const place = text.includes('__dirname') ? `const __dirname = ${JSON.stringify(dirname(path))}; ` : '';
    return { contents: place + text, loader: extname(path).slice(1) };
  });
}

/** Of builds before, and of such as were ended. */
function removeFormer(kept) {
  for (const name of readdirSync(folder)) {
    const isCurrent = name === 'bundle.json' || [...kept].some((file) => name.startsWith(file));
    if (!isCurrent) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

main();
