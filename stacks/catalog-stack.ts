import { type TerraformElement, TerraformStack } from 'cdktf';

/**
 * A stack whose resource addresses are its construct ids, joined by `_`: readable in a plan, and without a hash that
 * moves when a construct is wrapped. Construct ids are kebab-case, so the joint never makes two ids one.
 */
export class CatalogStack extends TerraformStack {
  protected allocateLogicalId(element: TerraformElement): string {
    const scopes = element.node.scopes;
    const ids = scopes.slice(scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    // cdktf's own elements (backend, remote state, cross-stack outputs) bring ids of their own
    if (!ids.every((id) => /^[a-zA-Z][a-zA-Z0-9-]*$/.test(id))) return super.allocateLogicalId(element);
    return ids.join('_');
  }
}
