import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDiagnostic } from '../../cli/render-diagnostics';
import { catalog, copyOfShipped, removeScratch } from './harness';

let root: string;
beforeAll(() => {
  root = copyOfShipped();
  edit('services/cart.yaml', 'owner: payments', 'owner: paymnts');
  edit('services/checkout.yaml', 'tier: 1', 'tier: 9');
});
afterAll(removeScratch);

function edit(path: string, from: string, to: string): void {
  const file = join(root, path);
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}

const validate = (...args: string[]) => catalog(['validate', '--catalog', root, ...args]);

test('shows each fault with its line, a caret under the place, and what was found and expected', async () => {
  expect(await validate()).toEqual({
    code: 1,
    err: '',
    out: `services/cart.yaml:3:8 error no team is called "paymnts" [unknown-team]
   3 | owner: paymnts
     |        ^^^^^^^
      expected one of discovery, fulfilment, payments, storefront (config/teams)
      did you mean payments?

services/checkout.yaml:4:7 error tier: expected a whole number from 1 to 4 [out-of-range]
   4 | tier: 9
     |       ^
      found 9

11 services, 3 environments: 2 errors, 0 warnings
`,
  });
});

test('is one JSON document for machines', async () => {
  const { code, out, err } = await validate('--format', 'json');
  expect(await validate('--json')).toEqual({ code, out, err });
  expect([code, err]).toEqual([1, '']);
  expect(JSON.parse(out)).toEqual({
    ok: false,
    diagnostics: [
      {
        code: 'unknown-team',
        severity: 'error',
        file: 'services/cart.yaml',
        line: 3,
        column: 8,
        message: 'no team is called "paymnts"',
        found: 'paymnts',
        expected: 'one of discovery, fulfilment, payments, storefront (config/teams)',
        suggestion: 'payments',
      },
      expect.objectContaining({ code: 'out-of-range', file: 'services/checkout.yaml', found: '9', suggestion: null }),
    ],
  });
});

test('annotates files by their way from the root of the checkout', async () => {
  const { out } = await catalog(['validate', '--catalog', root, '--format', 'github'], { cwd: join(root, '..') });
  const folder = root.slice(root.lastIndexOf('/') + 1);
  expect(out.split('\n')[1]).toBe(
    `::error file=${folder}/services/checkout.yaml,line=4,col=7,title=out-of-range::` +
      'tier: expected a whole number from 1 to 4; found 9.',
  );
});

describe('of the files that are named', () => {
  const inCart = { code: 1, out: expect.stringContaining('services/cart.yaml:3:8') };

  test.each([
    ['as seen from the catalog', 'services/cart.yaml', '/'],
    ['with a dot', './services/cart.yaml', '/'],
    ['as seen from here', 'cart.yaml', 'services'],
    ['from the catalog, though here is another folder', 'services/cart.yaml', 'services'],
    ['as a folder', 'services', '/'],
  ])('%s', async (_, name, cwd) => {
    expect(await catalog(['validate', '--catalog', root, name], { cwd: join(root, cwd) })).toMatchObject(inCart);
  });

  test('reports no other, and nothing where they are sound', async () => {
    expect((await validate('services/cart.yaml')).out).not.toContain('checkout');
    expect(await validate('config/teams', 'services/search.yaml')).toMatchObject({ code: 0 });
  });

  test('rejects one that the catalog does not read, naming the nearest', async () => {
    expect(await validate('services/chart.yaml')).toEqual({
      code: 1,
      out: '',
      err: 'catalog: "services/chart.yaml" is no file that the catalog reads; did you mean services/cart.yaml?\n',
    });
    expect(await validate('/etc/hosts')).toMatchObject({ code: 1, out: '' });
    expect(await validate('files/checkout-bootstrap.sh')).toMatchObject({ code: 1, out: '' });
  });
});

test('warnings alone succeed', async () => {
  const other = copyOfShipped();
  rmSync(join(other, 'services/recommendations.yaml'));
  const entry = join(other, 'services/returns.yaml');
  writeFileSync(entry, `${readFileSync(entry, 'utf8')}links: null\n`);
  const { code, out } = await catalog(['validate', '--catalog', other]);
  expect([code, out]).toEqual([0, expect.stringMatching(/0 errors, 1 warning\n$/)]);
});

describe('the text of a fault', () => {
  const fault = {
    code: 'bad-value',
    severity: 'error',
    file: 'services/a.yaml',
    line: 12345,
    column: 5,
    length: 3,
    message: 'order: expected 1 to 16',
    found: '6',
    expected: '1 to 16',
    suggestion: null,
  } as const;

  test('keeps the caret under the place on lines of five digits', () => {
    const [, line = '', caret = ''] = renderDiagnostic(fault, () => 'abcdefgh', false).split('\n');
    expect(line.slice(caret.indexOf('^'))).toBe('efgh');
  });

  test('says what was found, even where its characters stand in the message', () => {
    expect(renderDiagnostic(fault, () => '', false)).toContain('found 6');
    expect(renderDiagnostic({ ...fault, found: '16' }, () => '', false)).not.toContain('found');
  });

  test('shows what a terminal would obey', () => {
    const shown = renderDiagnostic({ ...fault, found: '\u001b[2J\u009b' }, () => '\u001b]0;x\u0007', false);
    expect(shown).not.toMatch(/[\u001b\u009b\u0007]/);
  });
});
