import { Command } from 'commander';
import { alertsRules } from './alerts-rules';
import { alertsTable } from './alerts-table';
import { alertsTest } from './alerts-test';
import type { Subcommand } from './subcommand';

export const alerts: Subcommand = (register) => {
  const command = new Command('alerts').description(
    'The alerts as rules of Prometheus: rule files, their tests, minutes to page.',
  );
  for (const subcommand of [alertsRules, alertsTest, alertsTable]) subcommand({ ...register, program: command });
  register.program.addCommand(command);
};
