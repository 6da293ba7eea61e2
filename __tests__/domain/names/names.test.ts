import fc from 'fast-check';
import { accepts } from '../../../domain/limits/accepts';
import { grafanaLimits } from '../../../domain/limits/grafana';
import type { LimitsTable } from '../../../domain/limits/model';
import { pagerdutyLimits } from '../../../domain/limits/pagerduty';
import {
  callerGroupName,
  contactPointName,
  dashboardUid,
  folderUid,
  grafanaUid,
  healthFolderUid,
  pagerdutyName,
  personId,
  physicalName,
  securityGroupName,
  stackName,
  targetGroupName,
} from '../../../domain/names/names';

/** Names as the catalog allows them, near one another where it matters: long, with equal beginnings and many hyphens. */
const name = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/),
  fc.stringMatching(/^(a-b|a--b|aa)(-{0,3}[ab]){0,6}-{0,2}$/),
  fc.stringMatching(/^[ab]$/).map((end) => `${'long-name-of-a-service-that-is-cut-off'}${end}`),
);
const environment = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/), fc.constantFrom('a', 'ab', 'production'));
const place = fc.record({ environment, name });

/** Whether different things have different names. */
function distinct<Thing>(things: fc.Arbitrary<Thing>, nameOf: (thing: Thing) => string): void {
  fc.assert(
    fc.property(things, things, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      expect(nameOf(one)).not.toBe(nameOf(other));
    }),
    { numRuns: 500 },
  );
}

function passes(table: LimitsTable, type: string, attribute: string, value: string): boolean {
  const refusals = table[type]?.refusals.filter((one) => one.attribute === attribute) ?? [];
  return refusals.length > 0 && refusals.every((refusal) => accepts(refusal.accepts, value));
}

describe('different things never share a name', () => {
  test.each<[what: string, nameOf: (one: { environment: string; name: string }) => string]>([
    ['stacks of services', ({ environment, name }) => stackName.service(environment, name)],
    ['physical names, also where they are cut', (one) => physicalName(one, 32)],
    ['target groups', (one) => targetGroupName(one, 8080, 'vpc-0a1b2c3d')],
    ['security groups', (one) => securityGroupName(one, 'vpc-0a1b2c3d')],
    ['groups of callers', ({ environment, name }) => callerGroupName(environment, name)],
    ['contact points', ({ environment, name }) => contactPointName(environment, name)],
    ['dashboards', ({ environment, name }) => dashboardUid(environment, name)],
    ['folders', ({ environment, name }) => folderUid(environment, name)],
    ['uids of rules', ({ environment, name }) => grafanaUid(environment, name, 'alert', 'A')],
    ['things of PagerDuty', ({ environment, name }) => pagerdutyName(environment, name)],
  ])('%s', (_, nameOf) => {
    distinct(place, nameOf);
  });

  test('stacks of any kind, for the names that the catalog allows', () => {
    const serviceName = name.filter((one) => one !== 'platform' && !one.startsWith('oncall-'));
    const realEnvironment = environment.filter((one) => one !== 'oncall');
    const stack = fc.oneof(
      fc.tuple(fc.constant('service'), realEnvironment, serviceName),
      fc.tuple(fc.constant('platform'), realEnvironment, fc.constant('')),
      fc.tuple(fc.constant('oncall'), fc.constant(''), name),
      fc.tuple(fc.constant('own-oncall'), realEnvironment, name),
    );
    distinct(stack, ([kind, where, what]) => {
      if (kind === 'service') return stackName.service(where, what);
      if (kind === 'platform') return stackName.platform(where);
      return kind === 'oncall' ? stackName.oncall(what) : stackName.oncall(what, where);
    });
  });

  test('people whose addresses read alike', () => {
    expect(personId('a.b@example.com')).not.toBe(personId('a-b@example.com'));
    distinct(fc.emailAddress(), personId);
  });
});

test('every name is one that its provider takes', () => {
  fc.assert(
    fc.property(place, name, (one, part) => {
      const { environment, name } = one;
      expect(targetGroupName(one, 65_535, 'vpc-0a1b2c3d')).toMatch(/^(?!-)[0-9A-Za-z-]{1,32}(?<!-)$/);
      expect(physicalName(one, 128)).toMatch(/^[0-9A-Za-z-]{3,128}$/);
      expect(passes(grafanaLimits, 'grafana_folder', 'uid', folderUid(environment, name))).toBe(true);
      expect(passes(grafanaLimits, 'grafana_folder', 'uid', healthFolderUid(environment))).toBe(true);
      expect(passes(grafanaLimits, 'grafana_rule_group', 'rule.uid', grafanaUid(environment, name, part))).toBe(true);
      expect(passes(grafanaLimits, 'grafana_dashboard', 'config_json.uid', dashboardUid(environment, name))).toBe(true);
      const inPagerDuty = pagerdutyName(environment, name, part);
      expect(inPagerDuty.length).toBeLessThanOrEqual(100);
      for (const type of ['pagerduty_service', 'pagerduty_escalation_policy']) {
        expect(passes(pagerdutyLimits, type, 'name', inPagerDuty)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
