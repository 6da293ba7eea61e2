import { loadExample } from '../../../../docs/examples/catalog';

const shop = `name: shop
timeZone: Europe/Berlin
rotations:
  - name: primary
    every: 1w
    handoff: {day: monday, time: "09:00"}
    members: [ada@example.com, grace@example.com, linus@example.com]
    anchor: {on: 2026-11-02, member: grace@example.com}
  - {name: daytime, follows: primary, offset: 1, hours: {from: "08:00", to: "20:00"}}
  - {name: deputy, follows: daytime, offset: -2}
escalations:
  - name: all
    steps: [{notify: [primary], for: 5m}]
`;

test('a rotation that follows another has what that has: members, turns, offset and hours', () => {
  const { catalog, diagnostics } = loadExample({ 'config/teams/shop.yaml': shop });
  expect(diagnostics).toEqual([]);
  const [primary, daytime, deputy] = catalog.teams[0]?.rotations ?? [];
  const { hours } = daytime ?? {};
  expect(hours).toMatchObject({ from: '08:00', to: '20:00' });
  expect(daytime).toEqual({ ...primary, name: 'daytime', follows: 'primary', offsetTurns: 1, hours });
  expect(deputy).toEqual({ ...primary, name: 'deputy', follows: 'daytime', offsetTurns: -1, hours });
});
