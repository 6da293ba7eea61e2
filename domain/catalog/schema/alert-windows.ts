import { z } from 'zod';
import * as field from './fields';

const tier = field.map({
  severity: field.choice(['page', 'ticket']),
  long: field.duration('15m', '90d', '5m'),
  short: field.duration('5m', '30d', '5m'),
  factor: field.number(1, 1000),
});

const days = field.matching(
  /^([1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-5])d$/,
  'an SLO window in days up to 365d, such as 30d',
);

/** `config/alert-windows.yaml`, which a catalog need not have. */
export const alertWindowsSchema = z.record(days, field.list(tier, 2, 8), {
  error: 'a map from an SLO window such as 30d to the tiers of its alerts',
});
