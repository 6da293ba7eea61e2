import { listStacks } from '../../compile/stack-list';
import { loadExample } from '../../docs/examples/catalog';

test('a platform has folders for teams without a service there, which the last one may just be leaving', () => {
  const guests =
    'name: guests\ntimeZone: Etc/UTC\nescalations:\n  - name: all\n    steps: [{notify: [a@example.com], for: 5m}]\n';
  const { catalog } = loadExample({ 'config/teams/guests.yaml': guests });
  const platforms = listStacks(catalog).filter((stack) => stack.kind === 'platform');
  expect(platforms.map(({ teams }) => teams)).toEqual(catalog.environments.map(() => ['guests', 'shop']));
});
