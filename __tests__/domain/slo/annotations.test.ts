import { annotationTemplates } from '../../../domain/rules/template';
import { workbookWindows } from '../../../domain/slo/alert-windows';
import { sloAnnotations } from '../../../domain/slo/annotations';
import { sloRuleGroups } from '../../../domain/slo/slo-rule-groups';
import { environment, service, slo, windowOf } from './fixtures';

const tiers = workbookWindows[30] ?? [];

test('a page says what burns, how fast, what was promised and where to look', () => {
  expect(
    sloAnnotations(service(), slo({ description: 'Shoppers can pay' }), environment(), 'burns fast', tiers),
  ).toEqual({
    summary: 'checkout availability: errors burn the budget of 99.9 % over 30d fast',
    description:
      'Errors come faster than the objective allows: 14.4× over 1h and 5m, or 6× over 6h and 30m. Clears when the short window has recovered; a ticket may stay longer. What it promises: Shoppers can pay.',
    runbook_url: 'https://runbooks.example.com/checkout',
    dashboard_url: expect.stringMatching(/^https:\/\/grafana\.example\.com\/d\/service-production-checkout-/),
  });
});

test('a ticket speaks of its own tiers, and the one that stands for a page of all', () => {
  const description = (kind: 'burns slowly' | 'burns') =>
    sloAnnotations(service(), slo(), environment(), kind, tiers).description;
  expect(description('burns slowly')).toContain('allows: 3× over 1d and 2h, or 1× over 3d and 6h.');
  expect(description('burns')).toContain('14.4× over 1h and 5m, or 6× over 6h and 30m, or 3× over');
});

test('a calendar window is called by its name, and no runbook leaves no empty link', () => {
  const one = slo({ window: windowOf('quarter') });
  const annotations = sloAnnotations(service({ links: {} }), one, environment(), 'budget spent', tiers);
  expect(annotations.summary).toBe('checkout availability: the budget of 99.9 % over quarter is spent');
  expect(annotations).not.toHaveProperty('runbook_url');
});

test('what an entry says is text for either evaluator, whatever it looks like', () => {
  const hostile = '{{ $value }} {{ query "up" }} ${x} $value }}';
  const [, alerts] = sloRuleGroups(service({ slos: [slo({ description: hostile })] }), environment());
  for (const rule of alerts?.rules ?? []) {
    if (rule.kind !== 'alert') throw new Error('only alerts');
    for (const evaluator of ['grafana', 'prometheus'] as const) {
      const { description = '' } = annotationTemplates(rule, evaluator);
      expect(description).toContain('{{ "{{" }} $value }} {{ "{{" }} query "up" }} ${x} $value }}');
    }
  }
});
