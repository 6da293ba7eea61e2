import { reviewMarker } from '../domain/diff/render-markdown';

export interface CommentToPost {
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Address of the API, without a slash at its end. */
  readonly api: string;
  readonly pullRequest: number;
  /** Login whose comments are looked at: anybody may write the marker. */
  readonly author: string;
  /** Markdown, beginning with the marker. */
  readonly body: string;
}

export type Posted =
  | { readonly ok: true; readonly edited: boolean; readonly url: string }
  | { readonly ok: false; readonly reason: string };

/** GitHub's limit, in characters. */
const LONGEST_BODY = 65_536;

/** One comment per pull request: the author's first that begins with the marker is edited, else one is made. */
export async function postComment(post: CommentToPost): Promise<Posted> {
  const { body, repository, pullRequest, author } = post;
  if (!body.startsWith(reviewMarker))
    return { ok: false, reason: 'the text does not begin with the marker of a review' };
  if (body.length > LONGEST_BODY) {
    return { ok: false, reason: `Expected: at most ${LONGEST_BODY} characters, got: ${body.length}` };
  }
  const [owner = '', repo = ''] = repository.split('/');
  const client = await openClient(post);
  try {
    const comments = await client.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      owner,
      repo,
      issue_number: pullRequest,
      per_page: 100,
    });
    const own = comments.find((one) => one.user?.login === author && one.body?.startsWith(reviewMarker));
    if (own === undefined) {
      const made = await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        owner,
        repo,
        issue_number: pullRequest,
        body,
      });
      return { ok: true, edited: false, url: made.data.html_url };
    }
    if (own.body === body) return { ok: true, edited: true, url: own.html_url };
    const edited = await client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      owner,
      repo,
      comment_id: own.id,
      body,
    });
    return { ok: true, edited: true, url: edited.data.html_url };
  } catch (error) {
    const { status, message } = error as { status?: number; message: string };
    return { ok: false, reason: `GitHub answered ${status ?? 'nothing'}: ${message}` };
  }
}

/** Loaded only here: no other command talks to GitHub. */
async function openClient({ token, api }: CommentToPost) {
  const [{ Octokit }, { paginateRest }] = await Promise.all([
    import('@octokit/core'),
    import('@octokit/plugin-paginate-rest'),
  ]);
  const silent = () => {};
  return new (Octokit.plugin(paginateRest))({
    auth: token,
    baseUrl: api,
    userAgent: 'service-reliability-catalog',
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}
