import { pagedService, synthesized } from './oncall';

test('dependencies are one edge each, within the team, one after the other', () => {
  const services = [
    pagedService({ dependsOn: ['search', 'cart', 'somebody-elses'] }),
    pagedService({ name: 'cart', dependsOn: ['search'] }),
    pagedService({ name: 'search' }),
  ];
  const edges = synthesized({ services }).resource.pagerduty_service_dependency;
  expect(Object.keys(edges).sort()).toEqual([
    'service-cart_depends-on-search',
    'service-checkout_depends-on-cart',
    'service-checkout_depends-on-search',
  ]);
  expect(edges['service-cart_depends-on-search']).toEqual({
    dependency: [
      {
        dependent_service: [{ id: '${pagerduty_service.service-cart.id}', type: 'service' }],
        supporting_service: [{ id: '${pagerduty_service.service-search.id}', type: 'service' }],
      },
    ],
  });
  const first = 'pagerduty_service_dependency.service-cart_depends-on-search';
  const second = 'pagerduty_service_dependency.service-checkout_depends-on-cart';
  expect(edges['service-checkout_depends-on-cart'].depends_on).toEqual([first]);
  expect(edges['service-checkout_depends-on-search'].depends_on).toEqual([second]);
});
