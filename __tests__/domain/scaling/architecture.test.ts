import { architectureOf } from '../../../domain/scaling/architecture';

test.each([
  'a1.large',
  'c7g.large',
  'c7gn.2xlarge',
  'm6gd.metal',
  't4g.nano',
  'x2gd.medium',
  'im4gn.large',
  'is4gen.large',
  'g5g.xlarge',
  'hpc7g.4xlarge',
  'r8g.metal-24xl',
])('%s runs on Graviton', (type) => expect(architectureOf(type)).toBe('arm64'));

test.each([
  'm5.large',
  'c6i.metal',
  'g4dn.xlarge',
  'g6.xlarge',
  't3a.micro',
  'u-6tb1.112xlarge',
  'p6-b200.48xlarge',
  'x2iezn.2xlarge',
  'inf2.xlarge',
])('%s runs x86_64', (type) => expect(architectureOf(type)).toBe('x86_64'));

test.each(['', 'large', 'm5', 'm5.', 'M5.large', 'mac2.metal', 'c7g large'])('rejects %j', (type) => {
  expect(architectureOf(type)).toBeUndefined();
});
