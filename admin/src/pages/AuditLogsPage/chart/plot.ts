import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';

const HEIGHT = '8rem';
/** Room for the numbers at the side, and for the times below. */
const SIDE = '4rem';
const BELOW = '2rem';

/** The whole drawing. Time runs from left to right in every language, as the arrow keys do. */
export const Frame = styled.div`
  position: relative;
  height: ${HEIGHT};
  margin-inline-start: ${SIDE};
  margin-block-end: ${BELOW};
  direction: ltr;
`;

export const Drawing = styled.svg`
  position: absolute;
  inset: 0;
  width: 100%;
  height: 100%;
  overflow: visible;

  .grid {
    stroke: ${({ theme }) => theme.colors.neutral200};
  }
  .axis {
    stroke: ${({ theme }) => theme.colors.neutral300};
  }
  .chosen {
    fill: ${({ theme }) => theme.colors.primary100};
    stroke: ${({ theme }) => theme.colors.primary600};
  }
  .hovered {
    fill: ${({ theme }) => theme.colors.neutral150};
  }
  .success {
    fill: ${({ theme }) => theme.colors.primary600};
  }
  .failures {
    stroke: ${({ theme }) => theme.colors.danger600};
  }
  .hatch-ground {
    fill: ${({ theme }) => theme.colors.neutral0};
  }
  .hatch-line {
    stroke: ${({ theme }) => theme.colors.danger600};
    stroke-width: 3;
  }
  .dots-dot {
    fill: ${({ theme }) => theme.colors.neutral500};
  }
  .open-end {
    stroke: ${({ theme }) => theme.colors.neutral800};
    stroke-width: 2;
    stroke-dasharray: 2 2;
  }
`;

/** What is pointed at, focused and read aloud. */
export const Choices = styled.div`
  position: absolute;
  inset: 0;
  cursor: crosshair;
  /* A finger that moves sideways chooses; up and down it scrolls the page. */
  touch-action: pan-y;
  user-select: none;
  border-radius: ${({ theme }) => theme.borderRadius};

  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
  [role='option'] {
    position: absolute;
    top: 0;
    bottom: 0;
  }
`;

const Label = styled.span`
  position: absolute;
  font-size: 1.1rem;
  line-height: 1.6rem;
  white-space: nowrap;
  color: ${({ theme }) => theme.colors.neutral600};
`;

export const TimeLabel = styled(Label)`
  top: calc(100% + 0.2rem);
  transform: translateX(-50%);
`;

export const CountLabel = styled(Label)`
  right: calc(100% + 0.6rem);
  transform: translateY(50%);
`;

/** Above the bars it tells of; it moves over to the other side before it would leave the window. */
export const Tip = styled(Box)<{ $at: number }>`
  position: absolute;
  bottom: calc(100% + 0.4rem);
  ${({ $at }) => ($at > 50 ? `right: ${100 - $at}%` : `left: ${$at}%`)};
  z-index: 1;
  max-width: 24rem;
  pointer-events: none;
`;

/** A small field that shows what a bar of that kind looks like. */
export const Swatch = styled(Drawing)`
  position: static;
  width: 1.2rem;
  height: 1.2rem;
  flex: none;
`;
