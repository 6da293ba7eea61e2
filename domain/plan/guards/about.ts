import type { StackReview } from '../../diff/model';
import type { GuardReport } from '../../guards/model';

/** Whom a finding on a stack concerns: whose `accept` lets it pass. */
export function about({
  stack,
  kind,
  environment,
  service,
}: StackReview): Pick<GuardReport, 'stack' | 'environment' | 'service' | 'team'> {
  // `domain/names`: an on-call stack is called after its team
  const team = kind === 'oncall' ? stack.replace(/^(?:[a-z0-9]+-)?oncall-/, '') : null;
  return { stack, environment, service, team };
}
