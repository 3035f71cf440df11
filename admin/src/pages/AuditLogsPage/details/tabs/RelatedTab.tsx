import { Flex, Loader, TextButton, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { EventSummary } from '../../../../../../server/src/contracts';
import { useEvents } from '../../../../api/events';
import { useTranslate } from '../../../../wording/translation';
import { EventLines } from '../EventLines';
import { ACTOR_MINUTES, RELATED_SHOWN, relatedGroups, type RelatedGroup } from '../related-queries';

interface GroupProps {
  event: EventSummary;
  group: RelatedGroup;
  onOpen: (id: string) => void;
}

function Group({ event, group, onOpen }: GroupProps) {
  const t = useTranslate();
  const intl = useIntl();
  const { state, reload } = useEvents(group.query);
  const isLoaded = state.status === 'loaded';
  const others = isLoaded ? state.data.results.filter(({ id }) => id !== event.id) : [];
  const total = isLoaded ? state.data.pagination.total - 1 : 0;

  return (
    <Flex tag="section" direction="column" alignItems="stretch" gap={2}>
      <Typography tag="h3" variant="sigma" textColor="neutral600">
        {t(`related.${group.name}`, { minutes: ACTOR_MINUTES })}
      </Typography>
      {state.status === 'loading' && <Loader small>{t('related.loading')}</Loader>}
      {state.status === 'failed' && (
        <Flex role="alert" gap={4} wrap="wrap">
          <Typography textColor="danger600">{t('related.failed')}</Typography>
          <TextButton onClick={reload}>{t('state.failed.retry')}</TextButton>
        </Flex>
      )}
      {isLoaded && others.length === 0 && (
        <Typography textColor="neutral600">{t('related.none')}</Typography>
      )}
      <EventLines events={others.slice(0, RELATED_SHOWN)} onOpen={onOpen} />
      {total > RELATED_SHOWN && (
        <Typography textColor="neutral600">
          {t('related.more', { count: intl.formatNumber(total - RELATED_SHOWN) })}
        </Typography>
      )}
    </Flex>
  );
}

/** What else happened in the same action, to the same entry, and by the same actor around that time. */
export function RelatedTab({ event, onOpen }: Omit<GroupProps, 'group'>) {
  const t = useTranslate();
  const groups = relatedGroups(event);
  if (groups.length === 0) {
    return <Typography textColor="neutral600">{t('related.none')}</Typography>;
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {groups.map((group) => (
        <Group key={group.name} event={event} group={group} onOpen={onOpen} />
      ))}
    </Flex>
  );
}
