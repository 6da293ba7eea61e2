import type { LimitsTable } from '../../domain/limits/model';
import { awsBehaviours } from '../behaviour/aws';
import { awsDataSources, pagerDutyDataSources } from '../behaviour/data-sources';
import { grafanaBehaviours } from '../behaviour/grafana';
import { pagerDutyBehaviours, pagerDutyId } from '../behaviour/pagerduty';
import { text } from './behaviour';
import type { ProviderDouble } from './provider';
import { shortId } from './resources';
import { type ProviderName, providerSchema } from './schema';
import { isMap, type Value, type ValueMap } from './value';

const NOWHERE = { region: 'us-east-1', account: '123456789012', url: '', defaultTags: {} };

/** The first block of a list of blocks. */
function first(blocks: Value | undefined): ValueMap {
  const block = Array.isArray(blocks) ? blocks[0] : undefined;
  return isMap(block) ? block : {};
}

function awsSetting(config: ValueMap) {
  const accounts = config.allowed_account_ids;
  const tags = first(config.default_tags).tags;
  return {
    ...NOWHERE,
    region: text(config.region) || NOWHERE.region,
    account: (Array.isArray(accounts) && text(accounts[0])) || NOWHERE.account,
    defaultTags: isMap(tags) ? tags : {},
  };
}

/** The three providers of the catalog, each with its own knowledge. */
export function providerDoubles(limits: LimitsTable, strict: boolean): Readonly<Record<ProviderName, ProviderDouble>> {
  const base = (name: ProviderName) => ({ name, schema: providerSchema(name), limits, strict, generatedId: shortId });
  return {
    aws: {
      ...base('aws'),
      behaviours: awsBehaviours,
      dataSources: awsDataSources,
      setting: awsSetting,
    },
    grafana: {
      ...base('grafana'),
      behaviours: grafanaBehaviours,
      dataSources: {},
      setting: (config) => ({ ...NOWHERE, url: text(config.url).replace(/\/$/, '') || 'http://127.0.0.1:3000' }),
    },
    pagerduty: {
      ...base('pagerduty'),
      behaviours: pagerDutyBehaviours,
      dataSources: pagerDutyDataSources,
      generatedId: pagerDutyId,
      setting: () => ({ ...NOWHERE, url: 'https://sandbox.pagerduty.com' }),
    },
  };
}
