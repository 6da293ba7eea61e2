import type { LoadedCatalog } from '../catalog/loaded';
import type { GuardFinding, GuardLevel, ServiceChanges, StackReview } from '../diff/model';
import type { GuardName } from './names';
import type { GuardSettings } from './settings';

/** What rules look at; a plan fills `stacks` with what Terraform will do, a diff with what the synthesized JSON says. */
export interface GuardContext {
  readonly base: LoadedCatalog;
  readonly head: LoadedCatalog;
  /** Of the whole catalog, also where only a part of it is reviewed. */
  readonly services: readonly ServiceChanges[];
  readonly stacks: readonly StackReview[];
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly settings: GuardSettings;
}

/** What a rule says of one thing; the level is the settings' to give. */
export type GuardReport = Pick<GuardFinding, 'reason' | 'remedy' | 'origin'> &
  Partial<Pick<GuardFinding, 'stack' | 'service' | 'team' | 'environment'>>;

export interface GuardRule<Context extends GuardContext = GuardContext> {
  readonly name: GuardName;
  /** Unless `config/guards.yaml` says otherwise. */
  readonly level: GuardLevel;
  readonly check: (context: Context) => readonly GuardReport[];
}
