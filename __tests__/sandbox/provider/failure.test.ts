import { failure } from '../../../sandbox/provider/resources';

test('what the file system refuses is told in a line; any other fault shows where it is', () => {
  const full = Object.assign(new Error('EFBIG: file too large, write'), { code: 'EFBIG' });
  expect(failure('creating aws_iam_role', full)).toMatchObject({
    summary: 'creating aws_iam_role',
    detail: "the sandbox's world cannot be written: EFBIG: file too large, write",
  });
  expect(failure('creating aws_iam_role', new TypeError('no'))).toMatchObject({
    summary: 'creating aws_iam_role: the sandbox failed',
    detail: expect.stringMatching(/TypeError: no\n\s+at /),
  });
  expect(failure('creating aws_iam_role', 'no')).toMatchObject({ detail: expect.stringContaining('no') });
});
