/** The part of AWS that a region lies in, as ARNs begin: `arn:<partition>:` (AWS, "AWS Regions": China, GovCloud (US)). */
export function partitionOf(region: string): 'aws' | 'aws-cn' | 'aws-us-gov' {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
