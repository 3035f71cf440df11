import { Typography } from '@strapi/design-system';

import type { Json } from '../../../../server/src/contracts';
import { useDirection } from '../../wording/direction';
import { useTranslate } from '../../wording/translation';

/** One whole value as text; what is empty says so in words. */
export function ValueText({ value }: { value: Json | undefined }) {
  const t = useTranslate();
  const direction = useDirection();
  if (value === undefined || value === null || value === '') {
    return (
      <Typography textColor="neutral600" style={{ fontStyle: 'italic' }}>
        {t('changes.nothing')}
      </Typography>
    );
  }
  if (typeof value === 'boolean') return t(value ? 'changes.true' : 'changes.false');
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    // It has no letters to run by: it stands where a line of the page begins.
    return (
      <div dir={direction}>
        <bdi dir="ltr">{value}</bdi>
      </div>
    );
  }
  return <div dir="ltr">{JSON.stringify(value, null, 2)}</div>;
}
