import { Tooltip, Typography } from '@strapi/design-system';
import { FormattedMessage, useIntl } from 'react-intl';

import { NarrowTo } from './NarrowTo';
import { termsOfActor, termsOfResource } from './narrow-terms';
import { sentenceOf, type SentenceEvent } from '../wording/sentence';

/** "Anna Berg published *Spring sale* (de)"; the action's code is in the tooltip. */
export function EventSentence({ event }: { event: SentenceEvent }) {
  const intl = useIntl();
  const { id, values } = sentenceOf(intl, event);
  return (
    <Tooltip label={event.action}>
      <Typography tag="span" textColor="neutral800">
        <FormattedMessage
          id={id}
          values={{
            ...values,
            actor: (
              <NarrowTo terms={termsOfActor(event.actor)}>
                <bdi>{values.actor}</bdi>
              </NarrowTo>
            ),
            resource: (
              <NarrowTo terms={termsOfResource(event.resource)}>
                <Typography tag="strong" fontWeight="bold" textColor="neutral800">
                  <bdi>{values.resource}</bdi>
                </Typography>
              </NarrowTo>
            ),
          }}
        />
      </Typography>
    </Tooltip>
  );
}
