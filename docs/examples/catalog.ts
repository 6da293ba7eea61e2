import { loadCatalog } from '../../domain/catalog/load';
import type { LoadedCatalog } from '../../domain/catalog/loaded';
import type { CatalogFiles } from '../../domain/catalog/read-files';

/** The day on which examples are read. */
const exampleNowMs = Date.UTC(2026, 10, 2);

/** Path → text, or bytes; null is a file that cannot be read. */
type Texts = Readonly<Record<string, string | Uint8Array | null>>;

/** The files that differ from the catalog of the examples; undefined takes one away. */
export type Changes = Readonly<Record<string, string | Uint8Array | null | undefined>>;

/** A catalog in memory. */
function catalogFiles(texts: Texts): CatalogFiles {
  const encoder = new TextEncoder();
  return {
    paths: Object.keys(texts)
      .filter((path) => /^(services|config)\//.test(path))
      .sort(),
    read: (path) => {
      const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
      return typeof text === 'string' ? encoder.encode(text) : (text ?? undefined);
    },
  };
}

/** A small catalog without a fault: what an example leaves out comes from here. */
function exampleCatalog(changes: Changes): Texts {
  const all = { ...sound, ...changes };
  return Object.fromEntries(Object.entries(all).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
}

export function loadExample(changes: Changes): LoadedCatalog {
  return loadCatalog(catalogFiles(exampleCatalog(changes)), exampleNowMs);
}

/** The head of an entry, four lines; what is of interest follows. */
export const entry = (rest: string, { name = 'checkout', tier = 3 } = {}) =>
  `name: ${name}\ndescription: Takes orders\nowner: shop\ntier: ${tier}\n${rest}`;

/** The head of an entry with compute, seven lines. */
export const computed = (rest: string, head: { name?: string; tier?: number } = {}) =>
  entry(`compute:\n  instanceTypes: [c7g.large]\n  port: 8080\n${rest}`, head);

/** The head of a team, six lines. */
export const team = (rest: string, timeZone = 'Europe/Berlin') =>
  `name: shop\ntimeZone: ${timeZone}\nescalations:\n  - name: shop-default\n    steps:\n      - {notify: [head-of-shop@example.com], for: 15m}\n${rest}`;

/** An environment, with lines in front of its backend. */
export const environment = (rest = '', name = 'production') => `name: ${name}
aws:
  account: "111122223333"
  region: eu-central-1
  vpc: vpc-0a1b2c3d4e5f60718
  subnets: {private: [subnet-0aaa1111bbb22222c, subnet-0ddd3333eee44444f]}
  loadBalancers:
    public: {listener: "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2", securityGroup: sg-0aaaa1111bbbb2222}
grafana: {url: "https://grafana.example.com", prometheus: prom}
recording: grafana
scrapeInterval: 15s
${rest}backend: local
`;

const sound: Texts = {
  'config/environments/production.yaml': environment(),
  'config/tiers.yaml': `1: {runsIn: [production], scaling: {min: 3, max: 9}}
2: {runsIn: [production], scaling: {min: 2, max: 6}}
3: {runsIn: [production], scaling: {min: 2, max: 4}, slo: {page: false}}
4: {runsIn: []}
`,
  'config/oncall.yaml': 'backend: local\n',
  'config/teams/shop.yaml': team(''),
  'services/search.yaml': `name: search
description: Finds products
owner: shop
tier: 3
`,
};
