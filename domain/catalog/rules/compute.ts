import { architectureOf } from '../../scaling/architecture';
import { nearest } from '../nearest';
import { reportDuplicates, type ServiceSubject } from './rule';

/** EC2 takes 16 KiB of user data before base64. */
const maxBootstrapBytes = 16 * 1024;

/** Rules on `compute`, as far as one service in one environment can tell. */
export function checkCompute(subject: ServiceSubject, bootstrapBytes: (path: string) => number | undefined): void {
  const { fields, report } = subject;
  if (!fields.map(['compute'])) return checkNoCompute(subject);
  for (const [key, expected] of [
    ['instanceTypes', 'a list of instance types such as [c7g.large, c6g.large]'],
    ['port', 'the port that the service listens on'],
  ] as const) {
    if (fields.has(['compute', key]) || !fields.valid(['compute', key])) continue;
    report({ path: ['compute'], where: 'key', code: 'missing-key', message: `compute: "${key}" is missing`, expected });
  }
  checkInstanceTypes(subject);
  checkIngress(subject);
  checkBootstrap(subject, bootstrapBytes);
  for (const key of ['policies', 'allowFrom'] as const) {
    const items = fields.items(['compute', key]).map((path) => ({ path, name: fields.text(path) ?? '' }));
    reportDuplicates(report, items, `compute.${key}:`);
  }
}

function checkNoCompute({ fields, report }: ServiceSubject): void {
  const list = (['events', 'schedule'] as const).find((key) => fields.items(['scaling', key]).length > 0);
  if (!list) return;
  report({
    path: ['scaling', list],
    where: 'key',
    code: 'scaling-without-compute',
    severity: 'warning',
    message: 'the service has no compute: nothing scales',
    found: list,
    expected: 'compute, or no schedule and events',
  });
}

function checkInstanceTypes({ fields, report }: ServiceSubject): void {
  const items = fields.items(['compute', 'instanceTypes']).map((path) => ({ path, name: fields.text(path) ?? '' }));
  reportDuplicates(report, items, 'compute.instanceTypes:');
  const first = items.find(({ name }) => name !== '');
  const architecture = first && architectureOf(first.name);
  for (const { path, name } of items) {
    if (name === '' || !first || architectureOf(name) === architecture) continue;
    report({
      path,
      code: 'mixed-architectures',
      message: `${name} is ${architectureOf(name)}, ${first.name} is ${architecture}: one image cannot serve both`,
      found: name,
      expected: `instance types of one architecture (${architecture})`,
    });
  }
}

function checkIngress({ fields, report, environment, service }: ServiceSubject): void {
  const path = ['compute', 'ingress'];
  if (!fields.map(path)) {
    if (!fields.valid(path) || !fields.has(['scaling', 'targets', 'requestsPerTarget'])) return;
    report({
      path: ['scaling', 'targets', 'requestsPerTarget'],
      code: 'requests-without-ingress',
      message: 'requests per target are counted by a load balancer, and the service has no ingress',
      found: fields.text(['scaling', 'targets', 'requestsPerTarget']) ?? '',
      expected: 'compute.ingress, or another target such as cpu',
    });
    return;
  }
  for (const key of ['listener', 'path'] as const) {
    if (fields.has([...path, key]) || !fields.valid([...path, key])) continue;
    const expected = key === 'path' ? 'a path such as /checkout' : 'public or internal';
    report({ path, where: 'key', code: 'missing-key', message: `compute.ingress: "${key}" is missing`, expected });
  }
  const listener = service.compute?.ingress?.listener;
  const known = Object.keys(environment.aws.loadBalancers);
  if (listener && fields.has([...path, 'listener']) && !known.includes(listener)) {
    report({
      path: [...path, 'listener'],
      code: 'unknown-listener',
      message: `the environment ${environment.name} has no ${listener} load balancer`,
      found: listener,
      expected: known.length === 0 ? 'no ingress' : `one of ${known.join(', ')}`,
      suggestion: nearest(listener, known),
    });
  }
}

function checkBootstrap({ fields, report }: ServiceSubject, bytesOf: (path: string) => number | undefined): void {
  const path = ['compute', 'bootstrap'];
  const bootstrap = fields.text(path);
  if (bootstrap === undefined) return;
  const bytes = bytesOf(bootstrap);
  if (bytes === undefined) {
    const message = `the catalog has no file ${JSON.stringify(bootstrap)}`;
    report({
      path,
      code: 'bootstrap-missing',
      message,
      found: bootstrap,
      expected: 'a UTF-8 text file inside the catalog',
    });
  } else if (bytes > maxBootstrapBytes) {
    report({
      path,
      code: 'bootstrap-too-large',
      message: `${bootstrap} has ${bytes} bytes`,
      found: `${bytes} bytes`,
      expected: `at most ${maxBootstrapBytes} bytes (EC2’s limit for user data)`,
    });
  }
}
