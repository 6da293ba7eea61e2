import type { Compilation } from '../compile/compile';
import type { CompiledStack } from '../compile/synthesize';
import type { StackScan } from '../deploy/scan-stack';
import type { Judged } from '../domain/drift/judge';
import type { Adoption } from '../domain/drift/model';
export function adoptions(_s: CompiledStack, _scan: StackScan, _c: Compilation): Map<Judged, Adoption> {
  return new Map();
}
