import { type AlertTier, type AlertWindows, workbookWindows } from '../../slo/alert-windows';
import type { Fields } from '../fields';
import type { Path } from '../path';
import { parseDuration } from '../units';

/** What is written, window by window, above what is built in. */
export function resolveAlertWindows(fields: Fields): AlertWindows {
  const written = Object.keys(fields.map([]) ?? {}).map((window) => [
    Number.parseInt(window, 10),
    fields.items([window]).map((item) => tierAt(fields, item)),
  ]);
  return { ...workbookWindows, ...Object.fromEntries(written) };
}

/** One tier as written; what is missing has a diagnostic. */
export function tierAt(fields: Fields, path: Path): AlertTier {
  const minutes = (key: string) => (fields.measure([...path, key], parseDuration) ?? 0) / 60;
  return {
    severity: fields.text([...path, 'severity']) === 'page' ? 'page' : 'ticket',
    longMinutes: minutes('long'),
    shortMinutes: minutes('short'),
    factor: fields.number([...path, 'factor']) ?? 1,
  };
}
