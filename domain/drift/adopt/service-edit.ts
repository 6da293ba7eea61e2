import { originsOf } from '../../catalog/layers';
import type { LoadedService } from '../../catalog/loaded';
import { type Path, pathText } from '../../catalog/path';
import { isMap, type Raw } from '../../catalog/raw';
import type { AdoptionContext, CatalogEdit } from './proposal';
import { holds, setValue } from './yaml-text';

/**
 * Sets a value of a service for one environment alone: where it is written, if no other environment reads it there,
 * else among the entry's words on the environment. A list is replaced whole there, as lists are.
 */
export function serviceEdit(
  { loaded }: AdoptionContext,
  service: LoadedService,
  path: Path,
  value: string | number | boolean,
): CatalogEdit {
  const { entry, merged } = service;
  const { environment } = service.service;
  const own = ['environments', environment];
  const written = originsOf(merged, path).at(-1)?.layer;
  const isSandbox = (name: string) =>
    loaded.environments.some((one) => one.environment.name === name && one.environment.sandbox);
  const readers = loaded.services.filter(
    (other) =>
      other.service.name === service.service.name &&
      other.service.environment !== environment &&
      (isSandbox(environment) || !isSandbox(other.service.environment)) &&
      originsOf(other.merged, path).at(-1)?.layer.prefix.length === 0,
  );
  const file = entry.file;
  if (written?.source === entry && (written.prefix.length > 0 || readers.length === 0)) {
    return { file, edit: (text) => setValue(text, [...written.prefix, ...path], value) };
  }
  const list = path.findIndex((step) => typeof step === 'number');
  if (list < 0) return { file, edit: (text) => setValue(text, [...own, ...path], value) };
  const changed = withValue(valueAt(merged.value, path.slice(0, list)), path.slice(list), value);
  const whole = [...own, ...path.slice(0, list)];
  // an edit before this one may have written the list there
  return {
    file,
    edit: (text) => (holds(text, whole) ? setValue(text, [...own, ...path], value) : setValue(text, whole, changed)),
  };
}

function valueAt(value: Raw, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (isMap(inner as Raw) ? (inner as Record<string, unknown>)[step] : undefined),
    value,
  );
}

function withValue(inside: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(inside)) return inside.map((item, at) => (at === step ? withValue(item, rest, value) : item));
  if (typeof inside !== 'object' || inside === null) throw new Error(`nothing stands at ${pathText([step, ...rest])}`);
  return { ...inside, [step]: withValue((inside as Record<string, unknown>)[step], rest, value) };
}
