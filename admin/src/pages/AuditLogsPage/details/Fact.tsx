import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';

import { useTranslate, type TranslationKey } from '../../../wording/translation';

const Monospace = styled(Typography)`
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  font-size: 1.2rem;
  overflow-wrap: anywhere;
`;

/** Ids, paths and codes, which are copied rather than read; nothing where there is none. */
export const Code = ({ children }: { children: string | null }) =>
  children && (
    <Monospace tag="code" dir="ltr">
      {children}
    </Monospace>
  );

interface FactProps {
  label: TranslationKey;
  /** Null where there is nothing to tell: then the fact is left out. */
  children: ReactNode;
}

/** One fact of a list of facts. */
export function Fact({ label, children }: FactProps) {
  const t = useTranslate();
  if (children === null || children === '') return null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
      <Typography tag="dt" variant="sigma" textColor="neutral600">
        {t(label)}
      </Typography>
      <Typography
        tag="dd"
        textColor="neutral800"
        style={{ overflowWrap: 'anywhere', maxWidth: '100%' }}
      >
        {children}
      </Typography>
    </Flex>
  );
}
