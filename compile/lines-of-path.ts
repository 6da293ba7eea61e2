import type { LoadedCatalog } from '../domain/catalog/loaded';
import { type Path, pathText } from '../domain/catalog/path';
import type { Origin } from '../domain/diff/model';
import { originOf } from '../domain/diff/origins';
import { sourceLines } from '../domain/diff/source-lines';
import { governingSize } from '../domain/drift/governing-size';
import type { CompiledStack } from './synthesize';

/** The lines of the catalog behind a path of an attribute of a resource; where several are, the one that governs first. */
export type LinesOfPath = (address: string, path: Path) => Origin[];

/** @param nowMs epoch milliseconds: which entry sets a size depends on it */
export function linesOfPath(stack: CompiledStack, loaded: LoadedCatalog, nowMs: number): LinesOfPath {
  const service = loaded.services.find(
    (one) => one.service.name === stack.service && one.service.environment === stack.environment,
  );
  return (address, path) => {
    const traced = stack.trace.get(address);
    const prefixes = path.map((_, index) => pathText(path.slice(0, path.length - index)));
    const key = [...prefixes, ''].find((one) => traced?.has(one));
    const lines = sourceLines(loaded, stack.environment, (key === undefined ? undefined : traced?.get(key)) ?? []);
    const bound = path[0] === 'min_size' ? 'min' : path[0] === 'max_size' ? 'max' : undefined;
    const scaling = service?.service.scaling;
    if (!service || !scaling || bound === undefined || !address.startsWith('aws_autoscaling_group.')) return lines;
    const governing = originOf(service, governingSize(scaling, bound, nowMs));
    return [governing, ...lines.filter(({ file, line }) => file !== governing.file || line !== governing.line)];
  };
}
