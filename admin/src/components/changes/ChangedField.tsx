import { Badge, Box, Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';

import { fieldTrail } from '../../changes/field-trail';
import { presentChange } from '../../changes/presentation';
import type { Change } from '../../../../server/src/contracts';
import { useTranslate } from '../../wording/translation';
import { ChangePaths } from './ChangePaths';
import { ChangeSides } from './ChangeSides';
import { MarkedText } from './MarkedText';
import { ReferenceMoves } from './ReferenceMoves';
import { ValueText } from './ValueText';

function ChangedValue({ change }: { change: Change }) {
  const t = useTranslate();
  const shown = presentChange(change);
  switch (shown.as) {
    case 'hidden':
      return (
        <Badge>
          <Flex tag="span" gap={1}>
            <Lock aria-hidden width="1.2rem" height="1.2rem" />
            {t('changes.hidden')}
          </Flex>
        </Badge>
      );
    case 'references':
      return null;
    case 'paths':
      return <ChangePaths paths={shown.paths} />;
    case 'words':
      return (
        <ChangeSides
          cut={change.cut}
          before={<MarkedText parts={shown.marked.before} as="del" />}
          after={<MarkedText parts={shown.marked.after} as="ins" />}
        />
      );
    case 'sides':
      return (
        <ChangeSides
          cut={change.cut}
          before={<ValueText value={shown.before} />}
          after={<ValueText value={shown.after} />}
        />
      );
  }
}

interface ChangedFieldProps {
  change: Change;
  /** All changes of the event, which know what the way to this one is called. */
  changes: readonly Change[];
}

/** What differs in one field, under the names that lead to it. */
export function ChangedField({ change, changes }: ChangedFieldProps) {
  const trail = fieldTrail(change, changes).join(' › ');
  return (
    <Box tag="li" borderColor="neutral150" hasRadius padding={4}>
      <Flex gap={2} wrap="wrap" paddingBottom={2}>
        <Typography fontWeight="bold" textColor="neutral800">
          <bdi>{trail}</bdi>
        </Typography>
        {change.path !== trail && (
          <Typography tag="code" dir="ltr" variant="pi" textColor="neutral600">
            {change.path}
          </Typography>
        )}
      </Flex>
      <ReferenceMoves change={change} />
      <ChangedValue change={change} />
    </Box>
  );
}
