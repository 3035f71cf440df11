import { Flex, IconButton } from '@strapi/design-system';
import { ArrowLeft, ArrowRight } from '@strapi/icons';
import { styled } from 'styled-components';

import type { NeighboursResponse } from '../../../../../server/src/contracts';
import { mirrored } from '../../../components/mirrored';
import { useTranslate } from '../../../wording/translation';

// Not `disabled`: that would take the focus away from whoever walks along with this button.
const StepButton = styled(IconButton)`
  ${mirrored}

  &[aria-disabled='true'] {
    cursor: not-allowed;
    opacity: 0.4;
  }
`;

interface NeighbourButtonsProps {
  neighbours: NeighboursResponse;
  onStep: (id: string) => void;
}

/** To the newer and the older event of the same filter. */
export function NeighbourButtons({ neighbours, onStep }: NeighbourButtonsProps) {
  const t = useTranslate();
  const sides = [
    { side: 'newer', label: t('details.newer'), Icon: ArrowLeft },
    { side: 'older', label: t('details.older'), Icon: ArrowRight },
  ] as const;
  return (
    <Flex gap={1} title={t('details.keys')}>
      {sides.map(({ side, label, Icon }) => {
        const id = neighbours[side];
        return (
          <StepButton
            key={side}
            label={label}
            withTooltip={false}
            aria-disabled={id === null}
            onClick={() => id && onStep(id)}
          >
            <Icon />
          </StepButton>
        );
      })}
    </Flex>
  );
}
