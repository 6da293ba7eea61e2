import { computed, entry } from './catalog';
import type { CodeExample } from './example';

const checkout = 'services/checkout.yaml';
const slo = (rest: string) => `slos:
  - name: availability
    objective: 99.9%
    sli: {errors: 'http_errors_total', total: 'http_requests_total'}
${rest}`;

export const shapeExamples: readonly CodeExample[] = [
  {
    code: 'unknown-key',
    why: 'A key that nothing reads, most often a spelling mistake.',
    files: { [checkout]: computed('  helthCheck: /healthz\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 3,
      found: 'helthCheck',
      expected:
        'one of image, bootstrap, instanceTypes, spot, port, healthCheck, ingress, allowFrom, volume, maxInstanceLifetime, policies',
      suggestion: 'healthCheck',
    },
  },
  {
    code: 'missing-key',
    why: 'Something that has no default.',
    files: { [checkout]: 'name: checkout\ndescription: Takes orders\nowner: shop\n' },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 1,
      column: 1,
      found: '',
      expected: 'a whole number from 1 to 4',
      suggestion: null,
    },
  },
  {
    code: 'wrong-type',
    why: 'A value of another kind: a list where a map belongs, a number where text with a unit does.',
    files: { [checkout]: computed('  volume: {size: 30}\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 18,
      found: '30',
      expected: 'a size from 1GiB to 65536GiB, such as 30GiB',
      suggestion: '30GiB',
    },
  },
  {
    code: 'bad-value',
    why: 'A word that is not one of the few that are known here.',
    files: { [checkout]: entry('lifecycle: prodution\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 5,
      column: 12,
      found: 'prodution',
      expected: 'one of experimental, production, deprecated, retired',
      suggestion: 'production',
    },
  },
  {
    code: 'bad-format',
    why: 'Text that is not written as this field is: a duration, a size, an address, an ARN.',
    files: { [checkout]: computed('  volume: {size: 30GB}\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 18,
      found: '30GB',
      expected: 'a size from 1GiB to 65536GiB, such as 30GiB',
      suggestion: '30GiB',
    },
  },
  {
    code: 'out-of-range',
    why: 'A number, a duration or a list beyond what the provider or plain sense allows.',
    files: { [checkout]: computed('  maxInstanceLifetime: 12h\n') },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 8,
      column: 24,
      found: '12h',
      expected: 'a duration from 1d to 365d',
      suggestion: null,
    },
  },
  {
    code: 'bad-name',
    why: 'Names become parts of physical names everywhere: small letters, digits and hyphens. "platform" and "oncall-…" are the names of other stacks.',
    files: {
      [checkout]: computed(
        'scaling:\n  events:\n    - {name: Black Friday, from: 2026-11-27T06:00, to: 2026-11-30T06:00, timeZone: Europe/Berlin, min: 3}\n',
      ),
    },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 10,
      column: 14,
      found: 'Black Friday',
      expected: 'a name of a-z, 0-9 and hyphens, beginning with a letter, at most 40 characters',
      suggestion: 'black-friday',
    },
  },
  {
    code: 'name-mismatch',
    why: 'A thing is called what its file is called: two files could otherwise hold one service.',
    files: { [checkout]: entry('', { name: 'chekout' }) },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 1,
      column: 7,
      found: 'chekout',
      expected: 'checkout',
      suggestion: 'checkout',
    },
  },
  {
    code: 'duplicate-name',
    why: 'Two things of one list with one name.',
    files: { [checkout]: entry(slo('  - name: availability\n    objective: 99%\n    sli: {up: probe_success}\n')) },
    expected: {
      severity: 'error',
      file: 'services/checkout.yaml',
      line: 9,
      column: 11,
      found: 'availability',
      expected: 'each name once',
      suggestion: null,
    },
  },
  {
    code: 'null-removes-nothing',
    why: '`null` removes a map that a tier or an environment gives. Here none does.',
    files: { [checkout]: computed('  spot: null\n') },
    expected: {
      severity: 'warning',
      file: 'services/checkout.yaml',
      line: 8,
      column: 3,
      found: 'nothing',
      expected: 'a map, or no such key',
      suggestion: null,
    },
  },
];
