import { accepts } from '../../../domain/limits/accepts';
import { awsLimits } from '../../../domain/limits/aws';
import type { Refusal } from '../../../domain/limits/model';
import { awsSamples, type Sample } from './aws-samples';

const rowsOf = (type: string): readonly Refusal[] => {
  const limits = awsLimits[type];
  if (limits === undefined) throw new Error(`no limits of ${type}`);
  return [...limits.refusals, ...limits.permanentDifferences];
};

const applies = ({ when }: Refusal, { beside = {} }: Sample) =>
  when === undefined || beside[when.attribute] === when.is;

const accepted = (sample: Sample, value: unknown) =>
  rowsOf(sample.type)
    .filter((row) => row.attribute === sample.attribute && applies(row, sample))
    .every((row) => accepts(row.accepts, value));

const told = (value: unknown) => JSON.stringify(value).slice(0, 40);

describe.each(awsSamples)('$type $attribute', (sample) => {
  test(`lets ${told(sample.neighbour)} through`, () => expect(accepted(sample, sample.neighbour)).toBe(true));
  test(`rejects ${told(sample.refused)}`, () => expect(accepted(sample, sample.refused)).toBe(false));
});

test('every row has a sample that it alone would refuse or that it refuses too', () => {
  const untested = Object.keys(awsLimits).flatMap((type) =>
    rowsOf(type)
      .filter(
        (row) =>
          !awsSamples.some(
            (sample) =>
              sample.type === type &&
              sample.attribute === row.attribute &&
              applies(row, sample) &&
              !accepts(row.accepts, sample.refused),
          ),
      )
      .map(({ attribute }) => `${type}.${attribute}`),
  );
  expect(untested).toEqual([]);
});

test('every row says where it comes from', () => {
  const sources = Object.values(awsLimits).flatMap(({ forcesReplacement, defaults, refusals, permanentDifferences }) =>
    [...forcesReplacement, ...defaults, ...refusals, ...permanentDifferences].map(({ source }) => source),
  );
  expect(sources.filter((source) => source.length < 10)).toEqual([]);
});
