import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsRefreshes } from '../../deploy/instance-refreshes';

/** The AWS API as far as it is asked here, answering over HTTP what AWS documents. */
interface Question {
  readonly action: string;
  readonly parameters: URLSearchParams;
  readonly signedBy: string;
}
let asked: Question[] = [];
let answers: ((question: Question) => { status?: number; body: string } | undefined)[] = [];
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const parameters = new URLSearchParams(text);
      const signedBy = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const question = { action: parameters.get('Action') ?? '', parameters, signedBy };
      asked.push(question);
      const answer = answers.map((one) => one(question)).find((one) => one !== undefined);
      response.writeHead(answer?.status ?? 200, { 'content-type': 'text/xml' }).end(answer?.body ?? refreshes());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

const before = process.env;
beforeEach(() => {
  asked = [];
  answers = [];
  process.env = { ...before, AWS_ACCESS_KEY_ID: 'AKIDOFTHEJOB', AWS_SECRET_ACCESS_KEY: 'nobody’s' };
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_CONFIG_FILE']) delete process.env[name];
});
afterEach(() => {
  process.env = before;
});

function refreshes(items = '', token = ''): string {
  const next = token === '' ? '' : `<NextToken>${token}</NextToken>`;
  return `<DescribeInstanceRefreshesResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeInstanceRefreshesResult><InstanceRefreshes>${items}</InstanceRefreshes>${next}</DescribeInstanceRefreshesResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></DescribeInstanceRefreshesResponse>`;
}
const refused = (code: string, message: string, status = 403) => ({
  status,
  body: `<ErrorResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});
const member = (status: string, more = '') => `<member><Status>${status}</Status>${more}</member>`;

function reader(over: object = {}) {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const block = { region: 'eu-central-1', endpoints: [{ autoscaling: url, sts: url }], ...over };
  return awsRefreshes(new AbortController().signal)(JSON.stringify({ provider: { aws: [block] } }));
}

test('tells every refresh of a group, on however many pages', async () => {
  const detail =
    '<PercentageComplete>40</PercentageComplete><StatusReason>Alarm</StatusReason><StartTime>2026-11-23T12:00:00Z</StartTime>';
  answers = [
    ({ parameters }) => ({
      body:
        parameters.get('NextToken') === 'more'
          ? refreshes(member('Successful'))
          : refreshes(member('Failed', detail), 'more'),
    }),
  ];
  expect(await reader()('production-checkout')).toEqual([
    { status: 'Failed', percent: 40, reason: 'Alarm', startedMs: Date.UTC(2026, 10, 23, 12) },
    { status: 'Successful', percent: null, reason: null, startedMs: null },
  ]);
  expect(asked.map(({ action, parameters }) => [action, parameters.get('AutoScalingGroupName')])).toEqual([
    ['DescribeInstanceRefreshes', 'production-checkout'],
    ['DescribeInstanceRefreshes', 'production-checkout'],
  ]);
  expect(asked[0]?.signedBy).toBe('AKIDOFTHEJOB');
});

test('asks as the role that the stack’s provider assumes', async () => {
  answers = [
    ({ action }) =>
      action === 'AssumeRole'
        ? {
            body: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>AKIDOFTHEROLE</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
          }
        : undefined,
  ];
  const role = 'arn:aws:iam::111122223333:role/catalog';
  const read = reader({ assume_role: [{ role_arn: role }] });
  expect(await read('a')).toEqual([]);
  expect(await read('b')).toEqual([]);
  expect(asked.map(({ action, signedBy }) => [action, signedBy])).toEqual([
    ['AssumeRole', 'AKIDOFTHEJOB'],
    ['DescribeInstanceRefreshes', 'AKIDOFTHEROLE'],
    ['DescribeInstanceRefreshes', 'AKIDOFTHEROLE'],
  ]);
  expect(asked[0]?.parameters.get('RoleArn')).toBe(role);
});

test('waits where AWS throttles', async () => {
  let times = 0;
  answers = [() => (times++ === 0 ? refused('Throttling', 'Rate exceeded', 400) : undefined)];
  expect(await reader()('a')).toEqual([]);
  expect(asked).toHaveLength(2);
});

test('rejects to answer where AWS refuses', async () => {
  answers = [() => refused('AccessDenied', 'not authorized to perform: autoscaling:DescribeInstanceRefreshes')];
  await expect(reader()('a')).rejects.toThrow('autoscaling:DescribeInstanceRefreshes');
});

test('rejects to answer where nobody does', async () => {
  await expect(reader({ endpoints: [{ autoscaling: 'http://127.0.0.1:9' }] })('a')).rejects.toThrow();
});
