import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { catalog, removeScratch, scratch } from '../cli/harness';

/** Plays the part of GitHub's API that comments need: a pull request with other people's comments on two pages. */
interface Comment {
  id: number;
  body: string;
  html_url: string;
  user: { login: string };
}

let server: Server;
let api: string;
let comments: Comment[];
let asked: { method: string; url: string; authorization: string | undefined }[];
let refuseWith: number | undefined;

beforeEach(async () => {
  asked = [];
  refuseWith = undefined;
  comments = Array.from({ length: 120 }, (_, index) => comment(index + 1, 'somebody', `word ${index}`));
  server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, authorization: headers.authorization });
    const answer = (status: number, body: unknown, more: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...more });
      response.end(JSON.stringify(body));
    };
    if (refuseWith !== undefined) return answer(refuseWith, { message: 'Resource not accessible by integration' });
    const path = new URL(url, api);
    if (method === 'GET') {
      const page = Number(path.searchParams.get('page') ?? 1);
      const next = `<${api}${path.pathname}?per_page=100&page=${page + 1}>; rel="next"`;
      return answer(200, comments.slice((page - 1) * 100, page * 100), page === 1 ? { link: next } : {});
    }
    const { body } = JSON.parse(await textOf(request)) as { body: string };
    if (method === 'POST') {
      const made = comment(1000, 'github-actions[bot]', body);
      comments.push(made);
      return answer(201, made);
    }
    const edited = comments.find(({ id }) => path.pathname.endsWith(`/comments/${id}`)) as Comment;
    edited.body = body;
    return answer(200, edited);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));
afterAll(removeScratch);

const comment = (id: number, login: string, body: string): Comment => ({
  id,
  body,
  html_url: `https://example.com/${id}`,
  user: { login },
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  return text;
}

const MARKER = '<!-- catalog-review -->';
const TOKEN = 'token-of-the-job-0123456789';

function post(body: string, env: Record<string, string> = {}) {
  const cwd = scratch();
  writeFileSync(join(cwd, 'review.md'), body);
  return catalog(['comment', '--file', 'review.md', '--pull-request', '7'], {
    cwd,
    env: { GITHUB_TOKEN: TOKEN, GITHUB_REPOSITORY: 'shop/catalog', GITHUB_API_URL: api, ...env },
  });
}

test('the first review is posted, and the next one stands in its place', async () => {
  expect(await post(`${MARKER}\nfirst`)).toMatchObject({ code: 0, err: 'posted https://example.com/1000\n' });
  expect(await post(`${MARKER}\nsecond`)).toMatchObject({ code: 0, err: 'edited https://example.com/1000\n' });
  expect(comments.filter(({ body }) => body.startsWith(MARKER)).map(({ body }) => body)).toEqual([`${MARKER}\nsecond`]);
  expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set([`token ${TOKEN}`]));
  expect(asked[0]?.url).toContain('/repos/shop/catalog/issues/7/comments');
});

test('an unchanged review edits nothing', async () => {
  await post(`${MARKER}\nsame`);
  await post(`${MARKER}\nsame`);
  expect(asked.map(({ method }) => method)).not.toContain('PATCH');
});

test('a marker that somebody else wrote is left alone', async () => {
  comments.push(comment(500, 'somebody', `${MARKER}\nlooks like a review`));
  await post(`${MARKER}\nreal`);
  expect(comments.find(({ id }) => id === 500)?.body).toContain('looks like');
  expect(comments.at(-1)?.body).toBe(`${MARKER}\nreal`);
});

test('rejects a text that is no review, or longer than GitHub takes, before asking anybody', async () => {
  expect(await post('hello')).toMatchObject({
    code: 1,
    err: expect.stringContaining('does not begin with the marker'),
  });
  expect(await post(MARKER + 'x'.repeat(65_536))).toMatchObject({
    code: 1,
    err: expect.stringContaining('at most 65536'),
  });
  expect(await post(`${MARKER}\nx`, { GITHUB_TOKEN: '' })).toMatchObject({
    code: 1,
    err: expect.stringContaining('GITHUB_TOKEN'),
  });
  expect(asked).toEqual([]);
});

test('says what GitHub refused, and never the token', async () => {
  refuseWith = 403;
  const { code, err } = await post(`${MARKER}\nx`);
  expect([code, err]).toEqual([
    1,
    expect.stringContaining('GitHub answered 403: Resource not accessible by integration'),
  ]);
  expect(err).not.toContain(TOKEN);
});
