import { Box, Tabs } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { EventDetails } from '../../../../../server/src/contracts';
import { useDirection } from '../../../wording/direction';
import { useTranslate } from '../../../wording/translation';
import { EventHeadline } from './EventHeadline';
import { factsQuery } from './related-queries';
import { ChangesTab } from './tabs/ChangesTab';
import { ContextTab } from './tabs/ContextTab';
import { PayloadTab } from './tabs/PayloadTab';
import { RelatedTab } from './tabs/RelatedTab';

export const DETAILS_TABS = ['changes', 'context', 'payload', 'related'] as const;
export type DetailsTab = (typeof DETAILS_TABS)[number];

// Four tabs are wider than a telephone.
const ScrollingTabs = styled(Box)`
  overflow-x: auto;
`;

interface EventDetailsViewProps {
  event: EventDetails;
  /** The tab the reader chose; null while that is left to the event. */
  tab: DetailsTab | null;
  onTab: (tab: DetailsTab) => void;
  onOpen: (id: string) => void;
}

/** What it was, then what changed, in which context, what else was kept, and what belongs to it. */
export function EventDetailsView({ event, tab, onTab, onOpen }: EventDetailsViewProps) {
  const t = useTranslate();
  const direction = useDirection();
  const hasChanges = event.changes.length > 0 || factsQuery(event) !== null;
  const labels = {
    changes: t('details.tab.changes', { count: event.changes.length }),
    context: t('details.tab.context'),
    payload: t('details.tab.payload'),
    related: t('details.tab.related'),
  };
  const contents = {
    changes: <ChangesTab event={event} onOpen={onOpen} />,
    context: <ContextTab event={event} />,
    payload: <PayloadTab event={event} />,
    related: <RelatedTab event={event} onOpen={onOpen} />,
  };

  return (
    <>
      <EventHeadline event={event} />
      <Tabs.Root
        variant="simple"
        dir={direction}
        value={tab ?? (hasChanges ? 'changes' : 'context')}
        onValueChange={(value) => onTab(value as DetailsTab)}
      >
        <ScrollingTabs>
          <Tabs.List aria-label={t('details.title')}>
            {DETAILS_TABS.map((name) => (
              <Tabs.Trigger key={name} value={name}>
                {labels[name]}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </ScrollingTabs>
        {DETAILS_TABS.map((name) => (
          <Tabs.Content key={name} value={name}>
            <Box paddingTop={5}>{contents[name]}</Box>
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </>
  );
}
