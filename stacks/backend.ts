import {
  CloudBackend,
  DataTerraformRemoteState,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  LocalBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  S3Backend,
  type TerraformRemoteState,
  type TerraformStack,
} from 'cdktf';
import type { Backend } from '../domain/catalog/model';

/** Where the state of a stack lives. */
export interface StateLocation {
  /** Name of the stack. */
  readonly stack: string;
  readonly backend: Backend;
  /** Assumed to reach the state. */
  readonly role?: string;
}

/** Configures where a stack keeps its state. */
export function addBackend(stack: TerraformStack, backend: Backend, role?: string): void {
  switch (backend.kind) {
    case 'local':
      new LocalBackend(stack, { path: localPath(stack.node.id) });
      return;
    case 's3':
      new S3Backend(stack, { ...s3Config({ stack: stack.node.id, backend, role }, backend), encrypt: true });
      // cdktf 0.21 has no property for native locking (Terraform 1.10 and newer)
      stack.addOverride('terraform.backend.s3.use_lockfile', true);
      return;
    case 'hcp':
      new CloudBackend(stack, {
        organization: backend.organization,
        ...(backend.hostname === undefined ? {} : { hostname: backend.hostname }),
        workspaces: new NamedCloudWorkspace(stack.node.id, backend.project),
      });
  }
}

/** The state of another stack, read by its location: no stack needs another one's constructs. */
export function remoteState(scope: TerraformStack, at: StateLocation): TerraformRemoteState {
  const id = `state-of-${at.stack}`;
  const existing = scope.node.tryFindChild(id);
  if (existing) return existing as TerraformRemoteState;
  const { backend } = at;
  switch (backend.kind) {
    case 'local':
      return new DataTerraformRemoteStateLocal(scope, id, { path: localPath(at.stack) });
    case 's3':
      return new DataTerraformRemoteStateS3(scope, id, s3Config(at, backend));
    case 'hcp':
      return new DataTerraformRemoteState(scope, id, {
        organization: backend.organization,
        ...(backend.hostname === undefined ? {} : { hostname: backend.hostname }),
        workspaces: new NamedRemoteWorkspace(at.stack),
      });
  }
}

/**
 * Never an absolute path: a constant as seen from a stack's folder three levels below the catalog
 * (`cdktf.out/stacks/<stack>`, `.catalog/work/<stack>`).
 */
const localPath = (stack: string) => `../../../.catalog/state/${stack}.tfstate`;

const s3Config = ({ stack, role }: StateLocation, backend: Extract<Backend, { kind: 's3' }>) => ({
  bucket: backend.bucket,
  key: `${stack}/terraform.tfstate`,
  region: backend.region,
  ...(role === undefined ? {} : { assumeRole: { roleArn: role } }),
});
