import { fieldsOf } from '../../docs/schema-fields';
import { pathText } from '../../domain/catalog/path';
import { entrySchema } from '../../domain/catalog/schema/service';

/** Text that Terraform, Go's templates, PromQL, JSON, Markdown or a shell would rather read than show. */
export const awkward: readonly string[] = [
  '${file("/etc/passwd")}',
  '${path.root}%{x}$${y}{{z}}$(id)',
  '%{ if true }x%{ endif }',
  '$${x} %%{y} $ % $$ %% ${',
  '{{ .Values.secret }} {{ $labels.service }} {{',
  `"double" and 'single' and \`back\``,
  'two\nlines\tand a tab',
  'back\\slash \\n \\${x} \\\\',
  '\u{1D11E} \u00fcn\u00efc\u00f6d\u00e9 \u202e \u2028',
  '<b>&amp;</b> [[x]] $__all #{x}',
  '$(id) ;rm -rf / && `id`',
];

/** An entry that says everything, so that every text field of the schema has a place in it. */
export const fullEntry = {
  name: 'probe',
  description: 'Probes',
  owner: 'payments',
  tier: 1,
  lifecycle: 'production',
  dependsOn: ['cart', { service: 'search', hard: true }],
  links: { runbook: 'https://runbooks.example.com/probe' },
  runsIn: ['production'],
  environments: { sandbox: {} },
  compute: {
    image: 'ssm:/golden/probe',
    bootstrap: 'files/checkout-bootstrap.sh',
    instanceTypes: ['c7g.large'],
    spot: { onDemandBase: 1, share: '50%' },
    port: 8080,
    healthCheck: '/healthz',
    ingress: { listener: 'public', host: 'probe.example.com', path: '/probe' },
    allowFrom: ['cart'],
    volume: { size: '30GiB' },
    maxInstanceLifetime: '30d',
    policies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
  },
  scaling: {
    min: 3,
    max: 9,
    warmup: '2m',
    targets: { cpu: '55%', requestsPerTarget: '40rps' },
    schedule: [
      { name: 'evening', from: '17:00', to: '23:00', timeZone: 'Europe/Berlin', min: 4 },
      { name: 'morning', cron: '0 8 * * 1', timeZone: 'Europe/Berlin', min: 5 },
    ],
    events: [
      {
        name: 'sale',
        from: '2031-11-27T06:00',
        to: '2031-11-30T06:00',
        timeZone: 'Europe/Berlin',
        expect: '100rps',
        min: 5,
      },
    ],
  },
  refresh: { checkpoints: { at: [100], wait: '10m' } },
  slos: [
    {
      name: 'errors',
      description: 'Errors',
      objective: '99%',
      window: '30d',
      sli: { errors: 'e_total', total: 't_total' },
      expect: '100rps',
    },
    { name: 'good', objective: '99%', sli: { good: 'g_total', total: 't_total' } },
    {
      name: 'latency',
      objective: '99%',
      sli: { histogram: 'h_seconds', selector: 'a="b"', below: '300ms', le: '0.3' },
    },
    { name: 'up', objective: '99%', sli: { up: 'probe_success' } },
    {
      name: 'ratio',
      objective: '99%',
      sli: { errorRatio: 'sum(rate(e_total[$window])) / sum(rate(t_total[$window]))' },
    },
  ],
  alerts: [
    {
      name: 'Full',
      summary: 'Full',
      description: 'Very full',
      expr: 'queue > 5',
      for: '5m',
      severity: 'ticket',
      runbook: 'https://runbooks.example.com/full',
    },
  ],
  oncall: { escalation: 'payments-critical', retriggerAcknowledgedAfter: '30m' },
  accept: [{ rule: 'too-many-stacks', until: '2031-12-31', why: 'Because' }],
};

/** Schema path → where it stands in the full entry. A key of a map is a place as well: `links.<key>`. */
export function textPlaces(): Map<string, readonly (string | number)[]> {
  const paths = fieldsOf(entrySchema).flatMap(({ path, kind }) => (kind === 'text' ? [path] : []));
  const own = [...new Set(paths)].filter((path) => !path.startsWith('environments.<name>.'));
  const keys = own.filter((path) => path.endsWith('.<name>')).map((path) => path.replace('<name>', '<key>'));
  const written = leavesOf(fullEntry);
  return new Map(
    [...own, ...keys].map((path) => {
      const place = written.find((one) => generic(one) === path.replace('<key>', '<name>'));
      if (!place) throw new Error(`the full entry lacks ${path}: write it there`);
      return [path, place];
    }),
  );
}

function leavesOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    leavesOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

const generic = (path: readonly (string | number)[]) =>
  pathText(path)
    .replace(/\[\d+\]/g, '[]')
    .replace(/^links\.\w+$/, 'links.<name>');

/** The full entry with a text at a place; for a key, the key is renamed. */
export function withText(entry: object, field: string, place: readonly (string | number)[], text: string): object {
  const copy = structuredClone(entry) as Record<string | number, unknown>;
  const last = place.at(-1) as string | number;
  const holder = place
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>((value, step) => value[step] as never, copy);
  if (field.endsWith('<key>')) holder[text] = holder[last];
  else holder[last] = text;
  return copy;
}

/** Ways to write a text where a field wants more than text, the barest first. */
export const wraps: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `/${text}`,
  (text) => `https://example.com/${text}`,
  (text) => `a=${quoted(text)}`,
  (text) => `m_total{a=${quoted(text)}}`,
  (text) => `m_total{a=${quoted(text)}} > 5`,
  (text) => `sum(rate(m_total{a=${quoted(text)}}[$window]))`,
];

/** A string of PromQL, which has Go's escapes. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
