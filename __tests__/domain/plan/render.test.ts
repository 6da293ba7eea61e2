import type { PlannedStack } from '../../../domain/plan/planned-stack';
import { planSections } from '../../../domain/plan/render';
import { plannedStack } from '../../../domain/plan/review';
import { redactor } from '../../../domain/plan/secrets';
import { type StackPlan, stackPlan } from '../../../domain/plan/stack-plan';

/** A stack whose plan changes one resource in so many attributes. */
function stack(name: string, actions: readonly string[], attributes = 10): PlannedStack {
  const side = (value: string) =>
    Object.fromEntries(
      Array.from({ length: attributes }, (_, at) => [`attribute_${at}`, `${value} ${'x'.repeat(60)}`]),
    );
  const change = { actions, before: side('before'), after: actions.includes('create') ? null : side('after') };
  const plan = stackPlan(
    {
      format_version: '1.2',
      resource_changes: [{ address: `aws_iam_role.${name}`, type: 'aws_iam_role', change }],
      prior_state: { values: { root_module: { resources: [{ mode: 'managed', type: 'aws_iam_role' }] } } },
    },
    redactor(new Set()),
  );
  return planned(name, plan);
}

function planned(name: string, plan: StackPlan): PlannedStack {
  return plannedStack(
    {
      stack: name,
      kind: 'service',
      environment: 'production',
      service: name,
      level: 2,
      status: 'changed',
      because: [],
      configuration: '',
      emptied: false,
    },
    { outcome: 'planned', plan, errors: [], durationMs: 1 },
    { because: () => [], knownAfter: () => undefined },
  );
}

const stacks = (count: number) => Array.from({ length: count }, (_, at) => stack(`service-${at}`, ['update']));

test('of few stacks everything is open; of many, what loses nothing is folded', () => {
  expect(planSections({ stacks: stacks(3) }).last.join('\n')).not.toContain('<details>');
  const { first, last } = planSections({ stacks: [...stacks(20), stack('lost', ['delete'])] });
  expect(last.every((text) => text.startsWith('<details><summary>service-'))).toBe(true);
  expect(first).toEqual([expect.stringContaining('### lost: 1 destroyed')]);
});

test('what a stack that vanishes holds is left behind, and not destroyed', () => {
  const { first } = planSections({ stacks: [{ ...stack('gone', ['delete']), status: 'vanished' }] });
  expect(first).toEqual([
    '### gone: vanishes, and leaves behind 1 resource\n\n```diff\n- aws_iam_role.gone stays behind\n```',
  ]);
});

test('of what is replaced, what its provider gives anew is counted', () => {
  const change = { actions: ['delete', 'create'], before: { port: 1, arn: 'a', id: 'b' }, after: { port: 2 } };
  const plan = stackPlan(
    {
      format_version: '1.2',
      resource_changes: [
        {
          address: 'aws_lb_target_group.one',
          change: { ...change, after_unknown: { arn: true, id: true }, replace_paths: [['port']] },
        },
      ],
    },
    redactor(new Set()),
  );
  const { first } = planSections({ stacks: [planned('one', plan)] });
  expect(first[0]).toContain('    port: 1 → 2 (forces replacement)\n    … and 2 that its provider gives anew');
});

test('the more stacks, the less is said of each, and each is named', () => {
  const [few, many] = [2, 60].map((count) => planSections({ stacks: stacks(count) }).last) as [string[], string[]];
  expect(few[0]).toContain('attribute_7');
  expect(many).toHaveLength(60);
  expect(many[0]).toContain('aws_iam_role.service-0 changed');
  expect(many[0]).not.toContain('attribute_7');
  expect(many.join('\n').length).toBeLessThan(35_000);
});
