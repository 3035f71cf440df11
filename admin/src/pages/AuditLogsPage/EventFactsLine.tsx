import { Flex, Typography } from '@strapi/design-system';
import { Fragment } from 'react';
import { useIntl } from 'react-intl';

import type { EventSummary } from '../../../../server/src/contracts';
import { EventBadges } from '../../components/EventBadges';
import { NarrowTo } from '../../components/NarrowTo';
import { termsOfAction, termsOfType } from '../../components/narrow-terms';
import { actionLabel } from '../../wording/action';
import { resourceTypeName } from '../../wording/resource';
import { useTranslate } from '../../wording/translation';

/** Below the sentence: action, kind of resource, how often, why not; the rest as badges. */
export function EventFactsLine({ event }: { event: EventSummary }) {
  const t = useTranslate();
  const intl = useIntl();
  const { action, resource, count, reason } = event;
  const { type } = resource;
  const facts = [
    <NarrowTo terms={termsOfAction(event)}>
      {actionLabel(intl, action, event.actionLabel ?? undefined)}
    </NarrowTo>,
    type && <NarrowTo terms={termsOfType(type)}>{resourceTypeName(type)}</NarrowTo>,
    count > 1 && t('table.count', { count: intl.formatNumber(count) }),
    reason,
  ];
  return (
    <Flex gap={2} wrap="wrap">
      <Typography tag="span" variant="pi" textColor="neutral600">
        {facts.filter(Boolean).map((fact, index) => (
          <Fragment key={index}>
            {index > 0 && ' · '}
            <bdi>{fact}</bdi>
          </Fragment>
        ))}
      </Typography>
      <EventBadges event={event} />
    </Flex>
  );
}
