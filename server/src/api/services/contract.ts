import type { Core } from '@strapi/types';
import type { HealthResponse } from '../../contracts';
import { PLUGIN_ID } from '../../plugin-id';
import {
  brokenIn,
  INTERNALS,
  NEWEST_TESTED,
  probeContract,
  versionWarning,
  type ContractFinding,
} from '../../strapi/contract';
import type { Moment } from '../../strapi/internals/internal';

/** `service('contract')`: the parts of Strapi the log depends on, as last probed. */
export interface ContractService {
  /** Probes what can be probed at this moment and logs what does not hold. Never rejects. */
  check(moment: Moment): Promise<void>;
  facts(): HealthResponse['contract'];
  /** A message for each part that does not hold. */
  broken(): string[];
}

export const createContractService = ({ strapi }: { strapi: Core.Strapi }): ContractService => {
  const found = new Map<string, ContractFinding>();
  const version = strapi.config.get<string>('info.strapi', NEWEST_TESTED);
  const warn = (message: string) => strapi.log.warn(`[${PLUGIN_ID}] ${message}`);
  const inOrder = () =>
    INTERNALS.map(({ name }) => found.get(name)).filter((finding) => finding !== undefined);

  return {
    async check(moment) {
      const newer = moment === 'start' ? versionWarning(version) : null;
      if (newer) warn(newer);
      const findings = await probeContract(strapi, moment);
      for (const finding of findings) found.set(finding.name, finding);
      brokenIn(findings).forEach(warn);
    },
    facts: () => ({
      strapi: version,
      newestTested: NEWEST_TESTED,
      internals: inOrder().map(({ name, since, holds }) => ({ name, since, holds })),
    }),
    broken: () => brokenIn(inOrder()),
  };
};
