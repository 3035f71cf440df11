import { Typography } from '@strapi/design-system';

import type { HealthResponse } from '../../../../../server/src/contracts';
import { useTranslate } from '../../../wording/translation';
import { Fact } from '../details/Fact';

/** What holds in this process: for changes and their events, for the table, and when writing fails. */
export function Guarantees({ health }: { health: HealthResponse }) {
  const t = useTranslate();
  const { guarantees, missing, contract } = health;
  const { sameTransaction, appendOnly, onFailure } = guarantees;
  return (
    <>
      <Fact label="status.guarantee">{t(`status.guarantee.${sameTransaction}`)}</Fact>
      <Fact label="status.append-only">
        {t(appendOnly ? 'status.append-only.yes' : 'status.append-only.no')}
      </Fact>
      <Fact label="status.on-failure">{t(`status.on-failure.${onFailure}`)}</Fact>
      <Fact label="status.strapi">
        {t('status.strapi.value', { version: contract.strapi, newest: contract.newestTested })}
      </Fact>
      {missing.length > 0 && (
        <Fact label="status.missing">
          {missing.map((sentence) => (
            // The server writes them in English, as its log does.
            <Typography key={sentence} tag="span" display="block" lang="en" dir="ltr">
              {sentence}
            </Typography>
          ))}
        </Fact>
      )}
    </>
  );
}
