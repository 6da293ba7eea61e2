import { architectureOf } from '../../scaling/architecture';
import type { Fields } from '../fields';
import type { Compute, ListenerName } from '../model';
import { parseDuration, parsePercent, parseSizeGiB } from '../units';
import type { ServiceContext } from './service';

/** Amazon Linux 2023 by its public parameter (AWS: "Find the latest AMI using Systems Manager"). */
const defaultImage = {
  x86_64: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
  arm64: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
} as const;

export function resolveCompute(fields: Fields, context: ServiceContext): Compute {
  const read = (...path: string[]) => fields.text(['compute', ...path]);
  const instanceTypes = fields.texts(['compute', 'instanceTypes']);
  const architecture = architectureOf(instanceTypes[0] ?? '') ?? 'x86_64';
  const bootstrap = read('bootstrap');
  const lifetime = fields.measure(['compute', 'maxInstanceLifetime'], parseDuration);
  const healthCheck = read('healthCheck');
  return {
    image: imageOf(read('image'), architecture),
    architecture,
    ...(bootstrap === undefined ? {} : { bootstrap: { path: bootstrap, text: context.fileText(bootstrap) ?? '' } }),
    instanceTypes,
    ...(fields.map(['compute', 'spot'])
      ? {
          spot: {
            onDemandBase: fields.number(['compute', 'spot', 'onDemandBase']) ?? 0,
            sharePercent: fields.measure(['compute', 'spot', 'share'], parsePercent) ?? 0,
          },
        }
      : {}),
    port: fields.number(['compute', 'port']) ?? 80,
    ...(healthCheck === undefined ? {} : { healthCheck }),
    ...(fields.map(['compute', 'ingress']) ? { ingress: resolveIngress(fields) } : {}),
    allowFrom: fields.texts(['compute', 'allowFrom']),
    volume: { sizeGiB: fields.measure(['compute', 'volume', 'size'], parseSizeGiB) ?? 20 },
    ...(lifetime === undefined ? {} : { maxInstanceLifetimeSeconds: lifetime }),
    policies: fields.texts(['compute', 'policies']),
  };
}

function imageOf(image: string | undefined, architecture: Compute['architecture']): Compute['image'] {
  if (image === undefined) return { kind: 'ssm', parameter: defaultImage[architecture] };
  return image.startsWith('ssm:') ? { kind: 'ssm', parameter: image.slice(4) } : { kind: 'ami', id: image };
}

function resolveIngress(fields: Fields): NonNullable<Compute['ingress']> {
  const host = fields.text(['compute', 'ingress', 'host']);
  const priority = fields.number(['compute', 'ingress', 'priority']);
  return {
    listener: (fields.text(['compute', 'ingress', 'listener']) ?? 'public') as ListenerName,
    path: fields.text(['compute', 'ingress', 'path']) ?? '/',
    ...(host === undefined ? {} : { host }),
    ...(priority === undefined ? {} : { priority }),
  };
}
