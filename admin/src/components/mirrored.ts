import { css } from 'styled-components';

/** For arrows that mean "back" and "on": they point the other way where the text does. */
export const mirrored = css`
  [dir='rtl'] & svg {
    transform: scaleX(-1);
  }
`;
