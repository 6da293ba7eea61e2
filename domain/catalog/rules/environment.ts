import type { Fields } from '../fields';
import type { Report } from './rule';

/** Rules across the fields of an environment's file. */
export function checkEnvironment(fields: Fields, report: Report): void {
  if (fields.text(['name']) === 'oncall') {
    const message = '"oncall" begins the names of on-call stacks';
    report({ path: ['name'], code: 'bad-name', message, found: 'oncall', expected: 'another name' });
  }
  if (fields.text(['recording']) === 'amp' && !fields.has(['amp']) && fields.valid(['amp'])) {
    const message = 'recording: amp needs a Managed Prometheus workspace';
    report({
      path: ['recording'],
      code: 'environment-incomplete',
      message,
      found: 'amp',
      expected: 'amp: {workspace: ws-…}',
    });
  }
  if (fields.has(['amp']) && fields.text(['recording']) !== 'amp' && fields.valid(['recording'])) {
    const message = `nothing is recorded in Managed Prometheus while recording is ${fields.text(['recording'])}`;
    report({
      path: ['amp'],
      where: 'key',
      code: 'environment-incomplete',
      severity: 'warning',
      message,
      found: 'amp',
      expected: 'recording: amp',
    });
  }
  if (fields.has(['pagerduty']) && fields.text(['oncall']) !== 'own' && fields.valid(['oncall'])) {
    const message = 'on-call is shared: its PagerDuty is the one of config/oncall.yaml';
    report({
      path: ['pagerduty'],
      where: 'key',
      code: 'environment-incomplete',
      message,
      found: 'pagerduty',
      expected: 'oncall: own',
    });
  }
  if (fields.flag(['sandbox']) === true && fields.text(['oncall']) !== 'own' && fields.valid(['oncall'])) {
    const message = 'a sandbox must not touch the on-call that real environments share';
    report({
      path: ['sandbox'],
      code: 'environment-incomplete',
      message,
      found: 'oncall: shared',
      expected: 'oncall: own',
    });
  }
  if (fields.flag(['sandbox']) === true && fields.map(['backend']) && fields.valid(['backend'])) {
    const message = 'a sandbox needs no account, so its state stays on this machine';
    report({
      path: ['backend'],
      code: 'environment-incomplete',
      message,
      found: Object.keys(fields.map(['backend']) ?? {}).join(', '),
      expected: 'backend: local',
      suggestion: 'local',
    });
  }
  checkBackend(fields, report);
  checkArns(fields, report);
  const subnets = fields.items(['aws', 'subnets', 'private']);
  const seen = new Set<string>();
  for (const path of subnets) {
    const subnet = fields.text(path);
    if (subnet === undefined) continue;
    if (seen.has(subnet)) {
      const message = `the subnet ${subnet} stands here twice`;
      report({ path, code: 'duplicate-name', message, found: subnet, expected: 'each subnet once' });
    }
    seen.add(subnet);
  }
}

/** Of another account or region: the provider would refuse it, or find nothing. */
function checkArns(fields: Fields, report: Report): void {
  const account = fields.text(['aws', 'account']);
  const region = fields.text(['aws', 'region']);
  const arns = [
    ['aws', 'role'],
    ['aws', 'loadBalancers', 'public', 'listener'],
    ['aws', 'loadBalancers', 'internal', 'listener'],
  ];
  for (const path of arns) {
    const arn = fields.text(path);
    const [, , , itsRegion = '', itsAccount = ''] = arn?.split(':') ?? [];
    const wrongRegion = region !== undefined && itsRegion !== '' && itsRegion !== region;
    const wrongAccount = account !== undefined && itsAccount !== account;
    if (arn === undefined || (!wrongRegion && !wrongAccount)) continue;
    const found = wrongRegion ? itsRegion : itsAccount;
    const expected = wrongRegion ? `the region ${region}` : `the account ${account}`;
    const message = `this is in ${wrongRegion ? 'the region' : 'the account'} ${found}, the environment in another`;
    report({ path, code: 'arn-elsewhere', message, found, expected });
  }
}

/** Of an environment or of `config/oncall.yaml`. */
export function checkBackend(fields: Fields, report: Report): void {
  const keys = Object.keys(fields.map(['backend']) ?? {});
  if (!fields.map(['backend']) || keys.length === 1 || !fields.valid(['backend'])) return;
  const message = keys.length === 0 ? 'the backend is empty' : 'the backend names two kinds';
  report({
    path: ['backend'],
    where: 'key',
    code: 'bad-value',
    message,
    found: keys.join(', '),
    expected: 's3 or hcp, one of them',
  });
}
