import { createContext, useContext, type ReactNode } from 'react';
import { styled } from 'styled-components';

import type { SearchTerm } from '../../../server/src/contracts/search';
import { useTranslate } from '../wording/translation';

/** Narrows the list to events with these terms; null where there is no list to narrow. */
export const NarrowContext = createContext<((terms: readonly SearchTerm[]) => void) | null>(null);

const ValueButton = styled.button`
  all: unset;
  cursor: pointer;
  border-radius: 2px;
  overflow-wrap: anywhere;
  text-decoration: underline dotted transparent;
  text-underline-offset: 0.3rem;

  &:hover {
    text-decoration-color: currentColor;
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;

interface NarrowToProps {
  terms: readonly SearchTerm[];
  children: ReactNode;
}

/** A value that, when clicked, becomes a filter. Plain text where nothing can be narrowed to it. */
export function NarrowTo({ terms, children }: NarrowToProps) {
  const t = useTranslate();
  const narrowTo = useContext(NarrowContext);
  if (!narrowTo || terms.length === 0) return children;
  return (
    <ValueButton type="button" title={t('find.narrow')} onClick={() => narrowTo(terms)}>
      {children}
    </ValueButton>
  );
}
