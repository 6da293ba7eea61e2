import { isCounted } from '../counted';
import { HOUR_MINUTES, recordedName } from '../series';
import type { Behaviour, Check } from './behaviour';
import { burnChecks } from './burn-checks';
import { calmMinutes } from './calm';
import type { DataSubject, Unpaced } from './data-subject';
import { daysApart, fewEvents } from './few-events';
import { canExceedOne, INSTANCES } from './raw-series';
import { EVENTS_PER_MINUTE, minutesOf, type Phase } from './scenario';
import { speaksForAll } from './slo-alerts';

const EVALUATION_SECONDS = 60;

/** What the data itself does: too little of it, none, series that begin, begin again, or vanish. */
export function dataBehaviours(subject: DataSubject, scrapeSeconds: number): Behaviour[] {
  const pace = { evaluationSeconds: EVALUATION_SECONDS, scrapeSeconds };
  const { alerts } = subject;
  const burning = alerts.burning.map(({ name }) => name);
  const all = [...burning, alerts.vanished, alerts.noData, alerts.budgetSpent].filter((one) => one !== undefined);
  const silentAtEnds = (phases: readonly Phase[], names: readonly string[]): Check[] =>
    phases.map((_, index) => ({
      atMinutes: Math.floor(minutesOf(phases.slice(0, index + 1))),
      firing: [],
      silent: names,
    }));
  const quiet = (name: string, phases: readonly Phase[], names: readonly string[] = burning): Behaviour => ({
    name,
    phases,
    ...pace,
    checks: silentAtEnds(phases, names),
  });
  const burns = (name: string, phases: readonly Phase[]): Behaviour => ({
    name,
    phases,
    ...pace,
    checks: burnChecks(phases, pace, { ...subject, alerts: alerts.burning }),
  });
  const some = Math.min(1, 20 * subject.slo.budgetRatio);
  return [
    quiet('idle', [{ minutes: 30, perMinute: 0 }], all),
    // a ratio of the author's own is empty until there are errors, unless it says otherwise
    ...(subject.slo.sli.kind === 'errorRatio'
      ? []
      : [
          burns('the first errors of a new series', [
            { minutes: 20, state: 'sparse' },
            { minutes: 30, errorRatio: some, state: 'sparse' },
          ]),
        ]),
    ...(isCounted(subject.slo)
      ? [0, 1].map((errorRatio) => ({ ...onlyOneSort(errorRatio, subject), ...pace }))
      : [{ ...wholeOutage(subject), ...pace }]),
    ...(subject.slo.sli.kind === 'errorRatio' ? [{ ...timeWithRatio(subject), ...pace }] : []),
    quiet('counters begin again', [{ minutes: 20 }, { minutes: 20, state: 'restarted' }], all),
    burns('counters begin again while errors go on', [
      { minutes: 20 },
      { minutes: 20, errorRatio: some },
      { minutes: 20, errorRatio: some, state: 'restarted' },
    ]),
    quiet('a gap in scraping', [{ minutes: 30 }, { minutes: 12, state: 'unscraped' }, { minutes: 15 }]),
    ...fewEvents(subject, scrapeSeconds).map((one) => ({ ...one, ...pace })),
    ...daysApart(subject, scrapeSeconds).map((one) => ({ ...one, ...pace, evaluationSeconds: 300 })),
    ...hiddenOutages(subject).map((one) => ({ ...one, ...pace })),
    ...vanishing(subject).map((one) => ({ ...one, ...pace })),
    ...goneForLong(subject).map((one) => ({
      ...one,
      evaluationSeconds: 300,
      scrapeSeconds: Math.max(60, scrapeSeconds),
    })),
  ];
}

/** No error yet, or nothing good yet: the series of the other sort do not exist, and its count is 0, not unknown. */
function onlyOneSort(errorRatio: number, { baseMinutes }: DataSubject): Unpaced {
  const errors = [baseMinutes, HOUR_MINUTES].map((minutes) => recordedName('errors', minutes));
  const perSecond = (errorRatio * EVENTS_PER_MINUTE) / 60;
  // errors never come, nor traffic in the end: 0 of 0 is 0
  const phases: Phase[] =
    errorRatio === 1
      ? [{ minutes: 90, errorRatio, state: 'sparse' }]
      : [
          { minutes: 20, state: 'sparse' },
          { minutes: 70, perMinute: 0, state: 'sparse' },
        ];
  const values = errors.map((record) => ({ record, value: perSecond, within: perSecond / 50 }));
  return {
    name: errorRatio === 0 ? 'no errors yet' : 'nothing good yet',
    phases,
    checks: [{ atMinutes: 90, firing: [], silent: [], values }],
  };
}

/** Where time is weighed, all of it that fails weighs 1, of each target; a ratio above 1 weighs no more. */
function wholeOutage({ slo, baseMinutes }: DataSubject): Unpaced {
  const weight = slo.sli.kind === 'up' ? INSTANCES.length : 1;
  const values = [baseMinutes, HOUR_MINUTES].map((minutes) => ({
    record: recordedName('errors', minutes),
    value: weight,
    within: weight / 50,
  }));
  return {
    name: 'all of the time fails',
    phases: [{ minutes: 90, errorRatio: canExceedOne(slo.sli) ? 1.2 : 1 }],
    checks: [{ atMinutes: 90, firing: [], silent: [], values }],
  };
}

/** A ratio weighs 1 while there is one within the base window, and nothing once there was no traffic for as long. */
function timeWithRatio({ baseMinutes }: DataSubject): Unpaced {
  const record = recordedName('total', baseMinutes);
  const weighs = (atMinutes: number, value: number): Check => ({
    atMinutes,
    firing: [],
    silent: [],
    values: [{ record, value, within: 0.01 }],
  });
  // a fifth of the window more than its half, or less than its double
  const within = Math.ceil(baseMinutes * 0.6);
  const beyond = Math.ceil(baseMinutes * 1.6);
  const phases: Phase[] = [
    { minutes: 20, errorRatio: 0.5 },
    { minutes: beyond, perMinute: 0 },
    { minutes: 20, errorRatio: 0.5 },
    { minutes: within, state: 'gone' },
  ];
  return {
    name: 'time weighs while there is a ratio',
    phases,
    checks: [weighs(20 + within, 1), weighs(20 + beyond, 0), weighs(minutesOf(phases), 1)],
  };
}

/** What happened while nobody looked is seen afterwards, where counters tell. */
function hiddenOutages({ slo, tiers, alerts }: DataSubject): Unpaced[] {
  const [fastest, ...slower] = tiers;
  const isOne = alerts.burning.some(speaksForAll);
  const pages = alerts.burning.filter(({ holds }) => holds({ page: true, ticket: false }));
  const page = pages.map(({ name }) => name);
  const tickets = alerts.burning.filter(({ holds }) => !holds({ page: true, ticket: true })).map(({ name }) => name);
  const pageOnly = pages.filter(({ holds }) => !holds({ page: false, ticket: true })).map(({ name }) => name);
  if (fastest === undefined || page.length === 0 || slo.sli.kind === 'up') return [];
  const spends = fastest.longMinutes * fastest.factor * slo.budgetRatio;
  const gaps = [
    [6, 0.8],
    [6, 1.2],
    [12, 0.8],
    [12, 1.2],
    [20, 1.2],
  ].filter(([minutes = 0, times = 0]) => times * spends <= minutes);
  return gaps.flatMap(([minutes = 0, times = 0]) => {
    const errorRatio = (times * spends) / minutes;
    const names = times > 1 || isOne ? page : pageOnly;
    if (names.length === 0) return [];
    const before = isOne ? Math.max(60, calmMinutes(times * spends, slower, slo.budgetRatio)) : 60;
    const phases: Phase[] = [{ minutes: before }, { minutes, errorRatio, state: 'unscraped' }, { minutes: 5 }];
    const fires = times > 1;
    // too few errors for a page are more than enough for a ticket in a service this young
    const burns = (times * spends) / slo.budgetRatio / (before + minutes);
    const ticketFires = !fires && tiers.some(({ severity, factor }) => severity === 'ticket' && burns > 1.2 * factor);
    return [
      {
        name: `a gap of ${minutes} minutes hides ${fires ? 'more' : 'less'} errors than page`,
        phases,
        checks: [
          {
            atMinutes: before + minutes + 2,
            firing: fires ? names : ticketFires ? tickets : [],
            silent: fires ? tickets : names,
          },
        ],
      },
    ];
  });
}

/** Series that vanish, or never came. */
function vanishing({ alerts }: DataSubject): Unpaced[] {
  const { vanished, noData } = alerts;
  const burning = alerts.burning.map(({ name }) => name);
  const absent = vanished ?? noData;
  if (absent === undefined) return [];
  const gone: Phase[] = [{ minutes: 20 }, { minutes: 25, state: 'gone' }, { minutes: 10 }];
  const never =
    noData === undefined
      ? []
      : [{ atMinutes: 6, firing: [noData], silent: [...burning, ...(vanished ? [vanished] : [])] }];
  return [
    {
      name: 'the series vanish and come back',
      phases: gone,
      checks: [
        { atMinutes: 33, firing: [], silent: [absent, ...burning] },
        { atMinutes: 44, firing: [absent], silent: [...burning, ...(vanished && noData ? [noData] : [])] },
        { atMinutes: 55, firing: [], silent: [absent, ...burning] },
      ],
    },
    ...(never.length === 0
      ? []
      : [{ name: 'there never were any series', phases: [{ minutes: 6, state: 'gone' as const }], checks: never }]),
  ];
}

/** What was there within a day has vanished, and somebody is paged; what is gone for longer is known to be. */
function goneForLong({ alerts: { vanished, noData } }: DataSubject): Unpaced[] {
  if (vanished === undefined) return [];
  const known = noData === undefined ? [] : [noData];
  return [
    {
      name: 'the series stay away for longer than a day',
      phases: [{ minutes: 20 }, { minutes: 30 * 60, state: 'gone' }],
      checks: [
        { atMinutes: 18 * 60, firing: [vanished], silent: known },
        { atMinutes: 30 * 60, firing: known, silent: [vanished] },
      ],
    },
  ];
}
