/** The part of a synthesized stack that running it depends on. */
export interface StackConfiguration {
  readonly terraform?: {
    readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly cloud?: unknown;
    readonly required_providers?: Readonly<Record<string, { readonly source?: string; readonly version?: string }>>;
  };
  readonly provider?: Readonly<Record<string, unknown>>;
}

export function stackConfiguration(json: string): StackConfiguration {
  return JSON.parse(json) as StackConfiguration;
}

/** `hashicorp/aws` → `registry.terraform.io/hashicorp/aws`; provider addresses know no letter case. */
export function providerAddress(source: string): string {
  const parts = source.toLowerCase().split('/');
  const whole = parts.length === 1 ? ['hashicorp', ...parts] : parts;
  return (whole.length === 2 ? ['registry.terraform.io', ...whole] : whole).join('/');
}

/** Address → version constraint (empty for none) of the providers that a stack asks for. */
export function requiredProviders({ terraform }: StackConfiguration): Record<string, string> {
  return Object.fromEntries(
    Object.entries(terraform?.required_providers ?? {}).map(([name, { source, version }]) => [
      providerAddress(source ?? name),
      version ?? '',
    ]),
  );
}
