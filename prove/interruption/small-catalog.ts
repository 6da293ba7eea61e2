import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const shipped = resolve(__dirname, '../..');

/** Starts a catalog of one team with the shipped configuration; `revise` gives it services. */
export function smallCatalog(root: string): void {
  mkdirSync(join(root, 'services'), { recursive: true });
  cpSync(join(shipped, 'config'), join(root, 'config'), { recursive: true });
  rmSync(join(root, 'config/teams'), { recursive: true });
  mkdirSync(join(root, 'config/teams'));
  cpSync(join(shipped, 'config/teams/payments.yaml'), join(root, 'config/teams/payments.yaml'));
}

/** Writes one of a few states of the catalog: one service or two, with sizes that tell the states apart. */
export function revise(root: string, revision: number): void {
  rmSync(join(root, 'services'), { recursive: true, force: true });
  mkdirSync(join(root, 'services'));
  const names = revision % 3 === 0 ? ['cart'] : ['cart', 'search'];
  for (const name of names) writeFileSync(join(root, 'services', `${name}.yaml`), entry(name, revision));
}

const entry = (name: string, revision: number) => `name: ${name}
description: Revision ${revision}
owner: payments
tier: 2
compute:
  instanceTypes: [m7g.large]
  port: 8080
  healthCheck: /ready
scaling: {min: ${2 + (revision % 5)}, max: 10}
slos:
  - name: availability
    objective: 99.9%
    sli:
      errors: http_requests_total{service="${name}", code=~"5.."}
      total: http_requests_total{service="${name}"}
`;
