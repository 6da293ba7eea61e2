import { App, Testing } from 'cdktf';
import type { OncallSettings, Team } from '../../../domain/catalog/model';
import type { PagedService } from '../../../domain/oncall/paged-service';
import { OncallStack } from '../../../stacks/oncall-stack';
import { rotation, weekdays } from '../../domain/oncall/rotations';

/** A team with a follower, hours, an escalation with a person, and awkward text. */
export const team: Team = {
  name: 'payments',
  description: 'Everything between a basket and ${file("/etc/passwd")}',
  timeZone: 'Europe/Berlin',
  rotations: [
    rotation(),
    rotation({ name: 'secondary', follows: 'primary', offsetTurns: 1 }),
    rotation({ name: 'office', hours: { days: weekdays.slice(0, 5), from: '09:00', to: '17:00' } }),
  ],
  escalations: [
    {
      name: 'payments-default',
      isDefault: true,
      repeat: 2,
      steps: [
        { notify: [{ kind: 'rotation', name: 'primary' }], forMinutes: 15 },
        {
          notify: [
            { kind: 'rotation', name: 'secondary' },
            { kind: 'person', email: 'head@example.com' },
          ],
          forMinutes: 5,
        },
      ],
    },
  ],
};

export function pagedService(change: Partial<PagedService> = {}): PagedService {
  return {
    name: 'checkout',
    description: 'Turns a basket into a paid order',
    links: {},
    escalation: 'payments-default',
    dependsOn: [],
    environments: ['production', 'staging'],
    ...change,
  };
}

interface Change {
  readonly team?: Team;
  readonly environment?: string;
  readonly services?: readonly PagedService[];
  readonly settings?: OncallSettings;
}

/** The on-call stack of the team with one service, changed as told. */
export function oncallStack(change: Change = {}): OncallStack {
  const settings: OncallSettings = { pagerduty: { region: 'us' }, backend: { kind: 'local' } };
  return new OncallStack(new App(), 'oncall-payments', { team, settings, services: [pagedService()], ...change });
}

/** Its JSON. */
// biome-ignore lint/suspicious/noExplicitAny: parsed JSON
export const synthesized = (change: Change = {}): any => JSON.parse(Testing.synth(oncallStack(change), true));
