import type { InstanceRefresh } from '../domain/drift/instance-refresh';
import { Troublemaker } from './provider/trouble';
import { worldPath } from './record';
import { World } from './world';

/** What the world calls a refresh; no resource of Terraform's. */
const TYPE = 'aws_autoscaling_instance_refresh';

/**
 * What AWS would answer in the sandbox: the refreshes of a group that stand in the world, with the API's names in the
 * world's spelling (`auto_scaling_group_name`, `status`, `percentage_complete`, `status_reason`, `start_time` as ISO 8601).
 * The function throws the trouble that it is told to have.
 */
export function sandboxRefreshes(catalogRoot: string): (group: string) => Promise<InstanceRefresh[]> {
  const path = worldPath(catalogRoot);
  const [world, troublemaker] = [new World(path), new Troublemaker(path)];
  return async (group) => {
    const error = await troublemaker.strike('aws', TYPE, 'read');
    if (error !== undefined) throw new Error(error);
    return world.resources
      .filter(({ type, attributes }) => type === TYPE && attributes.auto_scaling_group_name === group)
      .map(({ attributes }) => ({
        status: String(attributes.status),
        percent: attributes.percentage_complete === undefined ? null : Number(attributes.percentage_complete),
        reason: attributes.status_reason === undefined ? null : String(attributes.status_reason),
        startedMs: attributes.start_time === undefined ? null : Date.parse(String(attributes.start_time)),
      }));
  };
}
