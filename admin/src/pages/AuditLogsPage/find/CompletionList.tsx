import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useTranslate } from '../../../wording/translation';
import type { Completion } from './completions';

const List = styled(Box)`
  position: absolute;
  z-index: 4;
  inset-inline: 0;
  top: calc(100% + 0.4rem);
  max-height: 32rem;
  overflow: auto;
  list-style: none;
`;

const Offer = styled(Flex)`
  cursor: pointer;
`;

interface CompletionListProps {
  id: string;
  offers: readonly Completion[];
  active: number;
  onTake: (offer: Completion) => void;
}

export const offerId = (listId: string, index: number) => `${listId}-${index}`;

/** The offers below the search box. The box keeps the focus; this only shows what it has chosen. */
export function CompletionList({ id, offers, active, onTake }: CompletionListProps) {
  const t = useTranslate();
  return (
    <List
      tag="ul"
      id={id}
      role="listbox"
      aria-label={t('find.completions')}
      background="neutral0"
      borderColor="neutral150"
      hasRadius
      shadow="popupShadow"
      padding={1}
    >
      {offers.map((offer, index) => (
        <Offer
          tag="li"
          key={offer.text}
          id={offerId(id, index)}
          role="option"
          aria-selected={index === active}
          background={index === active ? 'primary100' : 'neutral0'}
          hasRadius
          gap={3}
          padding={2}
          // Before the box loses the focus, which would close the list under the pointer.
          onMouseDown={(event: React.MouseEvent) => {
            event.preventDefault();
            onTake(offer);
          }}
        >
          <Typography fontWeight="semiBold" textColor="neutral800">
            <bdi dir="ltr">{offer.text}</bdi>
          </Typography>
          {offer.label && (
            <Typography variant="pi" textColor="neutral600">
              {offer.label}
            </Typography>
          )}
        </Offer>
      ))}
    </List>
  );
}
