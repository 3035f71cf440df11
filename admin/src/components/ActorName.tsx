import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Actor } from '../../../server/src/contracts';
import { actorLabel, actorTypeLabel } from '../wording/actor';

/** Who it was, and below the name what tells two of the same name apart. */
export function ActorName({ actor }: { actor: Actor }) {
  const intl = useIntl();
  const label = actorLabel(intl, actor);
  const type = actorTypeLabel(intl, actor.type);
  const second = actor.type === 'admin-user' && actor.email ? actor.email : type;
  return (
    <Flex direction="column" alignItems="flex-start" minWidth={0}>
      <Typography tag="span" textColor="neutral800" dir="auto">
        {label}
      </Typography>
      {second !== label && (
        <Typography tag="span" variant="pi" textColor="neutral600" dir="auto">
          {second}
        </Typography>
      )}
    </Flex>
  );
}
