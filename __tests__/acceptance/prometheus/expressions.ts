import type { CompiledStack } from '../../../compile/synthesize';
import type { Environment, Service } from '../../../domain/catalog/model';
import { prometheusGroups } from '../../../domain/slo/prometheus-groups';

/** An expression as somebody asks it. */
export interface Question {
  /** Who asks: a panel by its dashboard, row and title, or a rule. */
  readonly where: string;
  readonly expr: string;
  /**
   * `now`: the latest value; `day`: a graph of the last day, which is what dashboards open with; `event`: the shading of
   * an event, which is there from `atSeconds` on; `filter`: what an alert asks, where no answer is good news.
   */
  readonly kind: 'now' | 'day' | 'event' | 'filter';
  /** Of an `event`, epoch seconds. */
  readonly atSeconds?: number;
}

/** Something that asks no Prometheus. */
interface OutOfReach {
  readonly where: string;
  /** Type of the data source. */
  readonly type: string;
}

export interface Asked {
  readonly questions: readonly Question[];
  readonly outOfReach: readonly OutOfReach[];
}

/** Everything that the dashboards and the rules in a stack's text ask. */
export function askedByStack(stack: Pick<CompiledStack, 'json'>, services: readonly Service[]): Asked {
  const { resource = {} } = JSON.parse(stack.json) as { resource?: Resources };
  const dashboards = Object.values(resource.grafana_dashboard ?? {}).map(({ config_json }) =>
    askedByDashboard(JSON.parse(plain(config_json)), services),
  );
  const rules = Object.values(resource.grafana_rule_group ?? {}).flatMap((group) =>
    group.rule.map((rule) => askedByRule(`rule of Grafana: ${group.name} › ${plain(rule.name)}`, rule)),
  );
  const all = [...dashboards, ...rules];
  return {
    questions: all.flatMap(({ questions }) => questions),
    outOfReach: all.flatMap(({ outOfReach }) => outOfReach),
  };
}

/** What Prometheus itself evaluates, where alerts go through Alertmanager. */
export function askedByRuleFile(service: Service, environment: Environment): Question[] {
  return prometheusGroups(service, environment).flatMap(({ name, rules }) =>
    rules.map((rule): Question => {
      const where = `rule of Prometheus in ${environment.name}: ${name} › `;
      return rule.kind === 'record'
        ? { where: where + rule.record, expr: rule.expr, kind: 'now' }
        : { where: where + rule.name, expr: rule.prometheusExpr, kind: 'filter' };
    }),
  );
}

interface Resources {
  readonly grafana_dashboard?: Readonly<Record<string, { readonly config_json: string }>>;
  readonly grafana_rule_group?: Readonly<Record<string, { readonly name: string; readonly rule: readonly Rule[] }>>;
}

interface Rule {
  readonly name: string;
  readonly data: readonly { readonly datasource_uid: string; readonly model: string }[];
}

interface Source {
  readonly type: string;
  readonly uid: string;
}

interface Target {
  readonly refId: string;
  readonly datasource?: Source;
  readonly expr?: string;
  readonly instant?: boolean;
}

interface Panel {
  readonly type: string;
  readonly title?: string;
  readonly datasource?: Source;
  readonly targets?: readonly Target[];
}

interface Dashboard {
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { name: string; datasource: Source; expr?: string }[] };
  readonly templating: { readonly list: readonly { name: string; type: string }[] };
}

/** Text as Terraform passes it on. */
function plain(text: string): string {
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

function askedByDashboard(dashboard: Dashboard, services: readonly Service[]): Asked {
  const questions: Question[] = [];
  const outOfReach: OutOfReach[] = [];
  let row = '';
  for (const { type, title = type, datasource, targets = [] } of dashboard.panels) {
    if (type === 'row') row = ` › ${title}`;
    for (const target of targets) {
      const where = `${dashboard.title}${row} › ${title} › ${target.refId}`;
      const source = target.datasource ?? datasource;
      if (source?.type === 'prometheus') {
        questions.push({ where, expr: target.expr ?? '', kind: target.instant ? 'now' : 'day' });
      } else outOfReach.push({ where, type: source?.type ?? 'none' });
    }
  }
  const events = services.flatMap(({ scaling }) => scaling?.events ?? []);
  for (const { name, datasource, expr } of dashboard.annotations.list) {
    const where = `${dashboard.title} › annotation ${name}`;
    const event = events.find((one) => one.name === name);
    if (datasource.type !== 'prometheus') outOfReach.push({ where, type: datasource.type });
    else if (event !== undefined) {
      questions.push({ where, expr: expr ?? '', kind: 'event', atSeconds: event.fromMs / 1000 });
    } else questions.push({ where, expr: expr ?? '', kind: 'now' });
  }
  // none so far; whoever adds one says here how it is read
  for (const { name, type } of dashboard.templating.list) {
    outOfReach.push({ where: `${dashboard.title} › variable ${name}`, type: `variable of type ${type}` });
  }
  return { questions, outOfReach };
}

/** A rule that goes on from its query by a `math` stage fires for whatever comes back; any other compares a value. */
function askedByRule(where: string, { data }: Rule): Asked {
  const stages = data.map(
    ({ model }) => JSON.parse(plain(model)) as { type?: string; datasource: Source; expr?: string },
  );
  const queries = stages.filter(({ datasource }) => datasource.type !== '__expr__');
  const isPresence = stages.some(({ type }) => type === 'math');
  return {
    questions: queries
      .filter(({ datasource }) => datasource.type === 'prometheus')
      .map(({ expr = '' }) => ({ where, expr, kind: isPresence ? 'filter' : 'now' })),
    outOfReach: queries
      .filter(({ datasource }) => datasource.type !== 'prometheus')
      .map(({ datasource }) => ({ where, type: datasource.type })),
  };
}
