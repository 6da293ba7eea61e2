import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadExample } from '../../docs/examples/catalog';
import { prometheusRuleFile } from '../../domain/rules/prometheus-file';
import { prometheusGroups } from '../../domain/slo/prometheus-groups';
import { promtool } from '../../promtool/promtool';
import { catalog, removeScratch, scratch } from '../cli/harness';
import { alerting, environment, service, slis, slo, windowOf } from '../domain/slo/fixtures';
import { describeWith } from './needs-program';

/** Prometheus' own program reads the rule files. */

jest.setTimeout(300_000);
afterAll(removeScratch);

const check = async (...paths: string[]) => {
  const { ok, output } = await promtool(['check', 'rules', '--lint=all', '--lint-fatal', ...paths]);
  return { ok, output: ok ? '' : output };
};
const written = (text: string) => {
  const path = join(scratch(), 'rules.yaml');
  writeFileSync(path, text);
  return path;
};

describeWith('promtool')('promtool reads', () => {
  test.each(['production', 'staging', 'sandbox'])('the rule file of every shipped service in %s', async (name) => {
    const out = scratch();
    await catalog(['alerts', 'rules', '--env', name, '--out', out]);
    const files = readdirSync(out).map((file) => join(out, file));
    expect(files.length).toBeGreaterThan(5);
    expect(await check(...files)).toEqual({ ok: true, output: '' });
  });

  test('the rules of every kind of SLI over every kind of window, with every switch on', async () => {
    const windows = ['1d', '7d', '28d', '30d', '90d', '365d', 'month', 'quarter'];
    const slos = slis.flatMap(([, sli], index) =>
      windows.map((window) =>
        slo({
          name: `sli-${index}-${window}`,
          window: windowOf(window),
          sli,
          alerting: { ...alerting, budgetSpent: true, historyGuard: true },
        }),
      ),
    );
    for (const scrapeIntervalSeconds of [15, 300]) {
      const groups = prometheusGroups(service({ slos }), environment({ scrapeIntervalSeconds }));
      expect(await check(written(prometheusRuleFile(groups)))).toEqual({ ok: true, output: '' });
    }
  });

  test('texts of an entry as what they are, whatever they look like', async () => {
    const hostile = '"{{ template `x` }} {{ $value }} {{{ \\t\\u0085\\u2028\\ufeff\\ufffe \\\\ \'x\' # - : $labels 😀"';
    const label = '"a\\u0085\\u2028\\"{{ $window }}\\\\"';
    const { catalog: read, diagnostics } = loadExample({
      'services/checkout.yaml': `name: checkout
description: ${hostile}
owner: shop
tier: 3
slos:
  - name: a
    description: ${hostile}
    objective: 99%
    sli:
      errors: 'e{code="5", a=${label}}'
      total: 'e{a=${label}}'
alerts:
  - {name: A, severity: ticket, summary: ${hostile}, description: ${hostile}, expr: 'e{a=${label}} > 0'}
`,
    });
    expect(diagnostics).toEqual([]);
    const [found] = read.services.filter(({ name }) => name === 'checkout');
    const [where] = read.environments;
    if (found === undefined || where === undefined) throw new Error('no checkout');
    const path = written(prometheusRuleFile(prometheusGroups(found, where)));
    expect(await check(path)).toEqual({ ok: true, output: '' });
    expect(readFileSync(path, 'utf8')).toContain('{{ $value }}');
  });

  test('and rejects a file that was broken by hand', async () => {
    const text = prometheusRuleFile(prometheusGroups(service({ slos: [slo()] }), environment()));
    expect(await check(written(text.replace('group(', 'grup(')))).toMatchObject({ ok: false });
  });
});
