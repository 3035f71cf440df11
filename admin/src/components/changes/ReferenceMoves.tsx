import { Box, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl, type IntlShape } from 'react-intl';

import type { Change, Reference } from '../../../../server/src/contracts';
import { resourceTypeName } from '../../wording/resource';
import { useTranslate, type TranslationKey } from '../../wording/translation';

const MOVES: Array<{
  part: 'added' | 'removed' | 'moved';
  sign: string;
  text: TranslationKey;
  color: 'success' | 'danger' | 'neutral';
}> = [
  { part: 'added', sign: '+', text: 'changes.added', color: 'success' },
  { part: 'removed', sign: '−', text: 'changes.removed', color: 'danger' },
  { part: 'moved', sign: '↕', text: 'changes.moved', color: 'neutral' },
];

const referenceName = ({ name, documentId, id }: Reference): string =>
  name ?? documentId ?? id ?? '?';

/** What else is known of it: its kind and its locale. */
const referenceKind = ({ type, locale }: Reference): string =>
  [type && resourceTypeName(type), locale].filter(Boolean).join(', ');

/** Where it stands in its list, counted from 1: `3`, or `1 → 3` for what was moved. */
function referencePosition(intl: IntlShape, { position, from }: Reference): string {
  const numbers = [from, position].filter((one) => one !== undefined);
  return numbers.map((one) => intl.formatNumber(one + 1)).join(' → ');
}

/** What came, went and changed its place, each by its title on a line of its own. */
export function ReferenceMoves({ change }: { change: Change }) {
  const t = useTranslate();
  const intl = useIntl();
  const lines = MOVES.flatMap((move) =>
    (change[move.part] ?? []).map((reference) => ({ ...move, reference }))
  );
  if (lines.length === 0) return null;
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={1} paddingBottom={2}>
      {lines.map(({ part, sign, text, color, reference }, index) => (
        <Box
          key={`${part} ${reference.type}:${reference.documentId ?? reference.id} ${index}`}
          tag="li"
          background={`${color}100`}
          hasRadius
          paddingTop={1}
          paddingBottom={1}
          paddingLeft={3}
          paddingRight={3}
        >
          <Typography textColor="neutral800">
            <span aria-hidden>{sign} </span>
            <VisuallyHidden>{t(text)} </VisuallyHidden>
            <bdi>{referenceName(reference)}</bdi>
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {' '}
            <bdi>{referenceKind(reference)}</bdi>
            {reference.position !== undefined && (
              <>
                {' '}
                <bdi dir="ltr">{referencePosition(intl, reference)}</bdi>
              </>
            )}
          </Typography>
        </Box>
      ))}
    </Flex>
  );
}
