import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import type { Construct } from 'constructs';
import type { Compute, Service } from '../../domain/catalog/model';
import { physicalName, resourceTags } from '../../domain/names/names';
import { literal } from '../literal';
import { traced } from '../trace';

/** EC2 takes 128 characters, and the provider keeps three of them for itself. */
const nameLimit = 125;
/** Root device of Amazon Linux 2023 and of images made from it. */
const rootDevice = '/dev/xvda';

export interface InstanceTemplateProps {
  readonly service: Service;
  readonly compute: Compute;
  /** A token. */
  readonly instanceProfile: string;
  /** Tokens. */
  readonly securityGroups: readonly string[];
}

/** How an instance of a service starts: no key pair, IMDSv2 only, an encrypted volume, metrics by the minute. */
export class InstanceTemplate extends LaunchTemplate {
  constructor(scope: Construct, id: string, props: InstanceTemplateProps) {
    const { service, compute, instanceProfile, securityGroups } = props;
    const tags = resourceTags(service);
    super(
      scope,
      id,
      literal({
        name: physicalName(service, nameLimit),
        imageId: imageIdOf(scope, service, compute),
        instanceType: compute.instanceTypes[0],
        updateDefaultVersion: true,
        iamInstanceProfile: { name: instanceProfile },
        vpcSecurityGroupIds: [...securityGroups],
        monitoring: { enabled: true },
        metadataOptions: {
          httpEndpoint: 'enabled',
          httpTokens: 'required',
          httpPutResponseHopLimit: 1,
          // tells an instance its service and environment without a template in its bootstrap
          instanceMetadataTags: 'enabled',
        },
        blockDeviceMappings: [
          {
            deviceName: rootDevice,
            ebs: {
              volumeType: 'gp3',
              volumeSize: compute.volume.sizeGiB,
              encrypted: 'true',
              deleteOnTermination: 'true',
            },
          },
        ],
        ...(compute.bootstrap ? { userData: Buffer.from(compute.bootstrap.text).toString('base64') } : {}),
        tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({
          resourceType,
          tags: { ...tags, Name: physicalName(service) },
        })),
        tags,
      }),
    );
    traced(
      this,
      { kind: 'service', name: service.name },
      {
        '': 'compute',
        image_id: ['compute.image', 'compute.instanceTypes'],
        instance_type: 'compute.instanceTypes[0]',
        user_data: 'compute.bootstrap',
        block_device_mappings: 'compute.volume.size',
      },
    );
  }
}

/** Through a data source, so that a new image shows in the plan and starts a refresh (`resolve:ssm:` would hide it). */
function imageIdOf(scope: Construct, service: Service, { image }: Compute): string {
  if (image.kind === 'ami') return image.id;
  const parameter = new DataAwsSsmParameter(scope, 'image', literal({ name: image.parameter }));
  traced(parameter, { kind: 'service', name: service.name }, { '': 'compute.image' });
  return parameter.insecureValue;
}
