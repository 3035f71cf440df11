import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { Change } from '../../../../server/src/contracts';
import { useTranslate } from '../../wording/translation';

// By the room there is, not by the window: the Content Manager's side panel is narrow on every screen.
const Sides = styled(Box)`
  display: grid;
  gap: ${({ theme }) => theme.spaces[2]};
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr));
`;

// The dark theme's two backgrounds hardly differ; the edge shows there which side is which.
const Side = styled(Flex)<{ $color: 'danger' | 'success' }>`
  border-inline-start: 3px solid
    ${({ theme, $color }) => theme.colors[$color === 'danger' ? 'danger500' : 'success500']};
`;

// Each paragraph runs as its own words do, which may be another way than the page.
const Value = styled(Typography)`
  unicode-bidi: plaintext;
  text-align: start;
  max-height: 30rem;
  overflow: auto;
  overflow-wrap: anywhere;
  white-space: pre-wrap;
`;

const SIDES = [
  { side: 'before', sign: '−', color: 'danger', text: 'changes.before' },
  { side: 'after', sign: '+', color: 'success', text: 'changes.after' },
] as const;

interface ChangeSidesProps {
  before: ReactNode;
  after: ReactNode;
  cut?: Change['cut'];
}

/** Before and after, side by side; told apart by word and sign, not by colour alone. */
export function ChangeSides({ cut, ...values }: ChangeSidesProps) {
  const t = useTranslate();
  const intl = useIntl();
  return (
    <Sides>
      {SIDES.map(({ side, sign, color, text }) => (
        <Side
          $color={color}
          key={side}
          data-side={side}
          direction="column"
          alignItems="stretch"
          gap={1}
          background={`${color}100`}
          hasRadius
          padding={3}
        >
          <Typography variant="sigma" textColor="neutral600">
            <span aria-hidden>{sign} </span>
            {t(text)}
          </Typography>
          <Value tag="div" textColor="neutral800">
            {values[side]}
          </Value>
          {cut?.[side] && (
            <Typography variant="pi" textColor="neutral600">
              {t('changes.cut', { bytes: intl.formatNumber(cut[side].bytes) })}
            </Typography>
          )}
        </Side>
      ))}
    </Sides>
  );
}
