import type { HealthResponse } from '../../../../../server/src/contracts';
import { useTranslate } from '../../../wording/translation';
import { Fact } from '../details/Fact';

/** What holds in this process: for changes and their events, for the table, and when writing fails. */
export function Guarantees({ health }: { health: HealthResponse }) {
  const t = useTranslate();
  const { sameTransaction, appendOnly, onFailure } = health.guarantees;
  return (
    <>
      <Fact label="status.guarantee">{t(`status.guarantee.${sameTransaction}`)}</Fact>
      <Fact label="status.append-only">
        {t(appendOnly ? 'status.append-only.yes' : 'status.append-only.no')}
      </Fact>
      <Fact label="status.on-failure">{t(`status.on-failure.${onFailure}`)}</Fact>
    </>
  );
}
