import { TerraformOutput, type TerraformStack } from 'cdktf';
import { remoteState, type StateLocation } from './backend';

/**
 * What one stack hands to another, as an output under a name that both sides spell alike. cdktf's own cross-stack
 * references make an output when a consumer is built: a stack's bytes would then depend on which others are compiled.
 */
export const outputName = {
  integrationKey: (environment: string, service: string) => `integration-key-${environment}-${service}`,
  callerSecurityGroup: (service: string) => `caller-security-group-${service}`,
};

/** Publishes a value. Integration keys are sensitive; ids of security groups are not. */
export function publish(stack: TerraformStack, name: string, value: string, sensitive: boolean): void {
  const output = new TerraformOutput(stack, `output-${name}`, { value, ...(sensitive ? { sensitive } : {}) });
  output.overrideLogicalId(name);
}

/** A token for a value that another stack publishes. */
export function published(consumer: TerraformStack, producer: StateLocation, name: string): string {
  return remoteState(consumer, producer).getString(name);
}
