import { cliConfiguration } from '../../terraform/cli-configuration';

const mirror = { path: '/mirror', providers: { 'registry.terraform.io/hashicorp/aws': ['5.100.0'] } };

test('what the mirror holds comes from it alone, the rest is downloaded', () => {
  expect(cliConfiguration(mirror, {})).toBe(`disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = "/mirror"
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`);
});

test('without a mirror everything is downloaded', () => {
  expect(cliConfiguration(undefined, {})).toContain('direct {\n    exclude = []');
});

test('a pinned version that the mirror lacks is downloaded', () => {
  const aws = 'registry.terraform.io/hashicorp/aws';
  expect(cliConfiguration(mirror, { [aws]: '6.25.0' })).not.toContain('filesystem_mirror');
  expect(cliConfiguration(mirror, { [aws]: '= 5.100.0' })).toContain('filesystem_mirror');
  expect(cliConfiguration(mirror, { [aws]: '>= 5.0' })).toContain('filesystem_mirror');
});
