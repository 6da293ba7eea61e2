export type Architecture = 'x86_64' | 'arm64';

/** Family letters, generation, attributes, size: `c7gn.xlarge`, `u-6tb1.112xlarge`, `p6-b200.48xlarge`. */
const INSTANCE_TYPE = /^[a-z]+(?:-[0-9]+tb)?([0-9]+)([a-z0-9-]*)\.[a-z0-9-]+$/;

/**
 * The processor architecture of an EC2 instance type, by its name: among the attributes after the generation, `g` says
 * Graviton (c7g, m6gd, t4g, x2gd, im4gn, is4gen, g5g, hpc7g; AWS, "Amazon EC2 instance type naming conventions"); the
 * first Graviton family, a1, has none. undefined for other text, and for Macs, which run no Linux image.
 */
export function architectureOf(instanceType: string): Architecture | undefined {
  const attributes = INSTANCE_TYPE.exec(instanceType)?.[2];
  if (attributes === undefined || instanceType.startsWith('mac')) return undefined;
  return attributes.includes('g') || instanceType.startsWith('a1.') ? 'arm64' : 'x86_64';
}
