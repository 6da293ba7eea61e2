import type { AutoScalingClient, InstanceRefresh as ToldRefresh } from '@aws-sdk/client-auto-scaling';
import type { InstanceRefresh } from '../domain/drift/instance-refresh';
import { stackConfiguration } from '../terraform/configuration';

/**
 * The instance refreshes of a group that AWS remembers.
 * @throws Error where AWS cannot be asked, or does not answer
 */
export type RefreshReader = (group: string) => Promise<readonly InstanceRefresh[]>;

/** The part of a stack's AWS provider that says whom to ask, and as whom. */
interface AwsProviderBlock {
  readonly region?: string;
  readonly assume_role?: readonly { readonly role_arn?: string }[];
  readonly endpoints?: readonly Readonly<Record<string, string>>[];
}

const SESSION = 'catalog-drift';
const CONNECTING_MS = 5_000;
const ANSWERING_MS = 30_000;

/**
 * Asks the AWS API of each stack's account and region. Credentials come from where Terraform has them: the environment,
 * and the role that the stack's provider assumes. The library waits and tries again by itself where AWS throttles.
 * @param stopping ends the questions in hand
 */
export function awsRefreshes(stopping: AbortSignal): (json: string) => RefreshReader {
  const clients = new Map<string, Promise<AutoScalingClient>>();
  return (json) => {
    const { aws } = (stackConfiguration(json).provider ?? {}) as { aws?: readonly AwsProviderBlock[] };
    const block = aws?.[0] ?? {};
    const key = JSON.stringify(block);
    return async (group) => {
      const client = clients.get(key) ?? clientFor(block);
      clients.set(key, client);
      const { paginateDescribeInstanceRefreshes } = await import('@aws-sdk/client-auto-scaling');
      const pages = paginateDescribeInstanceRefreshes(
        { client: await client },
        { AutoScalingGroupName: group },
        { abortSignal: stopping },
      );
      const refreshes: InstanceRefresh[] = [];
      for await (const { InstanceRefreshes = [] } of pages) refreshes.push(...InstanceRefreshes.map(refreshOf));
      return refreshes;
    };
  };
}

/** Loaded where somebody asks: most commands never do. */
async function clientFor({ region, assume_role, endpoints }: AwsProviderBlock): Promise<AutoScalingClient> {
  // its version is pinned: what later ones will ask of node is nothing to tell whoever reads a report
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const [{ AutoScalingClient: Client }, { fromNodeProviderChain, fromTemporaryCredentials }] = await Promise.all([
    import('@aws-sdk/client-auto-scaling'),
    import('@aws-sdk/credential-providers'),
  ]);
  const role = assume_role?.[0]?.role_arn;
  const at = (service: string) => ({
    ...(region === undefined ? {} : { region }),
    ...(endpoints?.[0]?.[service] === undefined ? {} : { endpoint: endpoints[0][service] }),
    requestHandler: { connectionTimeout: CONNECTING_MS, requestTimeout: ANSWERING_MS },
  });
  return new Client({
    ...at('autoscaling'),
    credentials:
      role === undefined
        ? fromNodeProviderChain()
        : fromTemporaryCredentials({
            params: { RoleArn: role, RoleSessionName: SESSION },
            clientConfig: at('sts'),
          }),
  });
}

function refreshOf({ Status, PercentageComplete, StatusReason, StartTime }: ToldRefresh): InstanceRefresh {
  return {
    status: Status ?? 'without a status',
    percent: PercentageComplete ?? null,
    reason: StatusReason ?? null,
    startedMs: StartTime?.getTime() ?? null,
  };
}
