import { Button, Flex, Loader, Modal } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import { useEventDetails } from '../../../api/events';
import { useDirection } from '../../../wording/direction';
import { sentenceText } from '../../../wording/sentence';
import { useTranslate } from '../../../wording/translation';
import { CopyLinkButton } from './CopyLinkButton';
import { DetailsMissing } from './DetailsMissing';
import { EventDetailsView, type DetailsTab } from './EventDetailsView';
import { NeighbourButtons } from './NeighbourButtons';
import { useNeighbourSteps } from './useNeighbourSteps';

// It takes the focus itself when it opens, which needs no ring around the whole dialog.
const WideContent = styled(Modal.Content)`
  max-width: 108rem;

  &:focus-visible {
    outline: none;
  }
`;

// Not lower than this, so that the dialog keeps its size on the way from one event to the next.
const Body = styled(Modal.Body)`
  padding-inline: ${({ theme }) => theme.spaces[4]};

  & > div {
    padding-block: ${({ theme }) => theme.spaces[5]};
    min-height: min(46rem, 60vh);
  }

  ${({ theme }) => theme.breakpoints.medium} {
    padding-inline: ${({ theme }) => theme.spaces[7]};
  }
`;

// A sentence may be longer than the header is wide.
const WrappingTitle = styled(Modal.Title)`
  overflow-wrap: anywhere;
`;

const WrappingFooter = styled(Modal.Footer)`
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spaces[2]};
`;

interface EventDetailsModalProps {
  id: string;
  /** The query string of the list's filters: their matches are this event's neighbours. */
  filters: string;
  /** Shows another event in the same dialog. */
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** One event with everything that is kept of it. */
export function EventDetailsModal({ id, filters, onOpen, onClose }: EventDetailsModalProps) {
  const intl = useIntl();
  const t = useTranslate();
  const direction = useDirection();
  const { state, reload } = useEventDetails(id);
  const neighbours = useNeighbourSteps({ id, filters, onStep: onOpen });
  const [tab, setTab] = useState<DetailsTab | null>(null);
  // The dialog has no trigger of its own, so it has to know itself where the focus goes back to.
  const [opener] = useState(() => document.activeElement);

  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <WideContent
        dir={direction}
        aria-describedby={undefined}
        onOpenAutoFocus={(event) => {
          // The dialog itself, so that reading starts at its title and not at the close button.
          event.preventDefault();
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (opener instanceof HTMLElement) opener.focus();
        }}
      >
        <Modal.Header gap={4} closeLabel={t('details.close')}>
          <WrappingTitle aria-live="polite">
            {state.status === 'loaded' ? sentenceText(intl, state.data) : t('details.title')}
          </WrappingTitle>
        </Modal.Header>
        <Body dir={direction}>
          {state.status === 'loading' && (
            <Flex justifyContent="center" padding={8}>
              <Loader>{t('details.loading')}</Loader>
            </Flex>
          )}
          {state.status === 'failed' && (
            <DetailsMissing id={id} failure={state.failure} onRetry={reload} />
          )}
          {state.status === 'loaded' && (
            <EventDetailsView event={state.data} tab={tab} onTab={setTab} onOpen={onOpen} />
          )}
        </Body>
        <WrappingFooter>
          <Button variant="tertiary" onClick={onClose}>
            {t('details.close')}
          </Button>
          <Flex gap={2} wrap="wrap">
            <NeighbourButtons neighbours={neighbours} onStep={onOpen} />
            {state.status !== 'failed' && <CopyLinkButton id={id} />}
          </Flex>
        </WrappingFooter>
      </WideContent>
    </Modal.Root>
  );
}
