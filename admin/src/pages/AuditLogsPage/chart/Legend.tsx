import { Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

import { useTranslate } from '../../../wording/translation';
import { hatchOf, Patterns } from './Patterns';
import { Swatch } from './plot';

function Entry({ sign, children }: { sign: ReactNode; children: ReactNode }) {
  return (
    <Flex tag="span" gap={1}>
      {sign}
      <Typography variant="pi" textColor="neutral600">
        {children}
      </Typography>
    </Flex>
  );
}

/** What the bars mean, in words beside their signs. */
export function Legend({ isExact }: { isExact: boolean }) {
  const t = useTranslate();
  const id = useId();
  return (
    <Flex gap={4} wrap="wrap">
      <Entry
        sign={
          <Swatch aria-hidden>
            <rect className="success" width="12" height="12" />
          </Swatch>
        }
      >
        {t('chart.success')}
      </Entry>
      <Entry
        sign={
          <Swatch aria-hidden>
            <Patterns id={id} />
            <rect className="failures" width="12" height="12" fill={hatchOf(id)} />
          </Swatch>
        }
      >
        {t('chart.failures')}
      </Entry>
      {!isExact && (
        <Entry
          sign={
            <Swatch aria-hidden>
              <line className="open-end" x1="0" x2="12" y1="6" y2="6" />
            </Swatch>
          }
        >
          {t('chart.open')}
        </Entry>
      )}
    </Flex>
  );
}
