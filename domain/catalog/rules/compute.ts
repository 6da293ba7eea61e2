import { partitionOf } from '../../names/partition';
import { architectureOf } from '../../scaling/architecture';
import { nearest } from '../nearest';
import { maxFileBytes } from '../text/limits';
import { reportDuplicates, type ServiceSubject } from './rule';

/** EC2 takes 16 KiB of user data before base64. */
const maxBootstrapBytes = 16 * 1024;

/** Rules on `compute`, as far as one service in one environment can tell. */
export function checkCompute(subject: ServiceSubject, bootstrapBytes: (path: string) => number | undefined): void {
  const { fields, report } = subject;
  if (!fields.map(['compute'])) {
    if (fields.valid(['compute'])) checkNoCompute(subject);
    return;
  }
  for (const [key, expected] of [
    ['instanceTypes', 'a list of instance types such as [c7g.large, c6g.large]'],
    ['port', 'the port that the service listens on'],
  ] as const) {
    if (fields.has(['compute', key]) || !fields.valid(['compute', key])) continue;
    report({ path: ['compute'], where: 'key', code: 'missing-key', message: `compute: "${key}" is missing`, expected });
  }
  checkInstanceTypes(subject);
  checkVolume(subject);
  checkIngress(subject);
  checkBootstrap(subject, bootstrapBytes);
  checkPolicies(subject);
  checkCheckpoints(subject);
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
  const known = items.flatMap(({ path, name }) => {
    const architecture = architectureOf(name);
    return name === '' ? [] : [{ path, name, architecture }];
  });
  const first = known.find(({ architecture }) => architecture !== undefined);
  for (const { path, name, architecture } of known) {
    if (architecture === undefined) {
      report({
        path,
        code: 'unknown-instance-type',
        message: `${name} is no instance type that runs Linux, as far as its name tells`,
        found: name,
        expected: 'a family, a generation and a size, such as c7g.large',
      });
    } else if (first && architecture !== first.architecture) {
      report({
        path,
        code: 'mixed-architectures',
        message: `${name} is ${architecture}, ${first.name} is ${first.architecture}: one image cannot serve both`,
        found: name,
        expected: `instance types of one architecture (${first.architecture})`,
      });
    }
  }
}

/** The public images of Amazon Linux 2023 have a root volume of 8 GiB; EC2 refuses a smaller one. */
const imageGiB = 8;

function checkVolume({ fields, report, service }: ServiceSubject): void {
  const path = ['compute', 'volume', 'size'];
  const size = fields.text(path);
  if (
    size === undefined ||
    fields.has(['compute', 'image']) ||
    (service.compute?.volume.sizeGiB ?? imageGiB) >= imageGiB
  )
    return;
  report({
    path,
    code: 'out-of-range',
    message: `a volume of ${size} is smaller than the image`,
    found: size,
    expected: `at least ${imageGiB}GiB for Amazon Linux 2023, or an image of your own`,
  });
}

/** IAM: a role takes the managed policies of AWS and of its own account. A sandbox stands for any account. */
function checkPolicies({ fields, report, environment, environmentFields, runs }: ServiceSubject): void {
  const policies = fields.items(['compute', 'policies']).map((path) => ({ path, name: fields.text(path) ?? '' }));
  reportDuplicates(report, policies, 'compute.policies:');
  if (!runs || environment.sandbox || !environmentFields.valid(['aws'])) return;
  const { account, region } = environment.aws;
  const partition = partitionOf(region);
  for (const { path, name } of policies) {
    const [, itsPartition, , , itsAccount = ''] = name.split(':');
    if (name === '' || (itsPartition === partition && ['aws', account].includes(itsAccount))) continue;
    const found = itsPartition === partition ? itsAccount : `arn:${itsPartition}`;
    report({
      path,
      code: 'arn-elsewhere',
      message: `a role in ${environment.name} takes no policy of ${found}`,
      found,
      expected: `a policy of AWS or of the account ${account} (arn:${partition}:iam::…)`,
    });
  }
}

/** AWS: the percentages of an instance refresh ascend; only one that ends at 100 replaces every instance. */
function checkCheckpoints({ fields, report, service }: ServiceSubject): void {
  const items = fields.items(['refresh', 'checkpoints', 'at']);
  const at = service.refresh?.checkpoints?.atPercent ?? [];
  if (at.length !== items.length || at.length === 0) return;
  const falling = at.findIndex((value, index) => index > 0 && value <= (at[index - 1] as number));
  if (falling > 0) {
    report({
      path: ['refresh', 'checkpoints', 'at', falling],
      code: 'refresh-checkpoints',
      message: `a checkpoint at ${at[falling]}% stands behind one at ${at[falling - 1]}%`,
      found: String(at[falling]),
      expected: 'percentages that ascend',
    });
  } else if (at.at(-1) !== 100) {
    report({
      path: ['refresh', 'checkpoints', 'at', at.length - 1],
      code: 'refresh-checkpoints',
      severity: 'warning',
      message: `a refresh that ends at ${at.at(-1)}% leaves the other instances as they were`,
      found: String(at.at(-1)),
      expected: '100 as the last checkpoint',
    });
  }
}

function checkIngress({ fields, report, environment, environmentFields, runs, service }: ServiceSubject): void {
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
  if (!runs || !environmentFields.valid(['aws', 'loadBalancers'])) return;
  if (listener && fields.has([...path, 'listener']) && !known.includes(listener)) {
    report({
      path: [...path, 'listener'],
      code: 'unknown-listener',
      onlyHere: true,
      message: `there is no ${listener} load balancer`,
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
    const message = `the catalog has no text file ${JSON.stringify(bootstrap)}`;
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
      message: `${bootstrap} has more than ${maxBootstrapBytes} bytes`,
      found: bytes > maxFileBytes ? `more than ${maxFileBytes} bytes` : `${bytes} bytes`,
      expected: `at most ${maxBootstrapBytes} bytes (EC2’s limit for user data)`,
    });
  }
}
