import { computeExamples } from './compute';
import { environmentExamples } from './environment';
import type { CodeExample } from './example';
import { namesExamples } from './names';
import { oncallExamples } from './oncall';
import { scalingExamples } from './scaling';
import { shapeExamples } from './shape';
import { sloExamples } from './slo';
import { textExamples } from './text';

/** One example of every code, in the order of the page. */
export const examples: readonly { readonly title: string; readonly examples: readonly CodeExample[] }[] = [
  { title: 'The file', examples: textExamples },
  { title: 'The shape of what is in it', examples: shapeExamples },
  { title: 'Names of other things', examples: namesExamples },
  { title: 'On-call', examples: oncallExamples },
  { title: 'Compute', examples: computeExamples },
  { title: 'Scaling', examples: scalingExamples },
  { title: 'SLOs and alerts', examples: sloExamples },
  { title: 'Environments, and what is accepted for a while', examples: environmentExamples },
];
