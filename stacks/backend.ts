import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from 'cdktf';
import type { Backend } from '../domain/catalog/model';

/**
 * Where a stack's state lives. Never an absolute path: the local one is a constant as seen from a stack's folder
 * three levels below the catalog (`cdktf.out/stacks/<stack>`, `.catalog/work/<stack>`).
 */
export function addBackend(stack: TerraformStack, backend: Backend, role?: string): void {
  const name = stack.node.id;
  switch (backend.kind) {
    case 'local':
      new LocalBackend(stack, { path: `../../../.catalog/state/${name}.tfstate` });
      return;
    case 's3':
      new S3Backend(stack, {
        bucket: backend.bucket,
        key: `${name}/terraform.tfstate`,
        region: backend.region,
        encrypt: true,
        ...(role === undefined ? {} : { assumeRole: { roleArn: role } }),
      });
      // cdktf 0.21 has no property for native locking (Terraform 1.10 and newer)
      stack.addOverride('terraform.backend.s3.use_lockfile', true);
      return;
    case 'hcp':
      new CloudBackend(stack, {
        organization: backend.organization,
        ...(backend.hostname === undefined ? {} : { hostname: backend.hostname }),
        workspaces: new NamedCloudWorkspace(name, backend.project),
      });
  }
}
