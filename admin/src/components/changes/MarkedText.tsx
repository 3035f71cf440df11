import { styled } from 'styled-components';

import type { TextPart } from '../../changes/word-marks';

// Struck out and underlined, so that the colour only repeats what the line says.
const Mark = styled.span<{ $gone: boolean }>`
  background: ${({ theme, $gone }) => theme.colors[$gone ? 'danger200' : 'success200']};
  border-radius: 2px;
  font-weight: 600;
  text-decoration: ${({ $gone }) => ($gone ? 'line-through' : 'underline')};
`;

interface MarkedTextProps {
  parts: TextPart[];
  /** `del` marks what went, `ins` what came. */
  as: 'del' | 'ins';
}

/** A text with the words marked that the other side lacks. */
export function MarkedText({ parts, as }: MarkedTextProps) {
  return parts.map(({ text, changed }, index) =>
    changed ? (
      <Mark key={index} as={as} $gone={as === 'del'}>
        {text}
      </Mark>
    ) : (
      text
    )
  );
}
