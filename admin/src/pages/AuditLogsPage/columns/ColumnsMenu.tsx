import { Button, Checkbox, Flex, Popover, TextButton } from '@strapi/design-system';
import { Layout } from '@strapi/icons';

import { useNarrow } from '../../../components/useNarrow';
import { useDirection } from '../../../wording/direction';
import { useTranslate } from '../../../wording/translation';
import { CARD_COLUMNS, COLUMNS } from './hidden-columns';
import type { ColumnChoice } from './useHiddenColumns';

/** Chooses what the list shows of each event; the sentence stays. */
export function ColumnsMenu({ hidden, toggle, showAll }: ColumnChoice) {
  const t = useTranslate();
  const direction = useDirection();
  const columns = useNarrow() ? CARD_COLUMNS : COLUMNS;
  return (
    <Popover.Root>
      <Popover.Trigger>
        <Button variant="tertiary" size="S" startIcon={<Layout />}>
          {t('columns.menu')}
        </Button>
      </Popover.Trigger>
      <Popover.Content dir={direction} align="end" aria-label={t('columns.menu')}>
        <Flex direction="column" alignItems="flex-start" gap={3} padding={4}>
          <Checkbox checked disabled>
            {t('columns.always', { column: t('table.activity') })}
          </Checkbox>
          {columns.map((column) => (
            <Checkbox
              key={column}
              checked={!hidden.has(column)}
              onCheckedChange={() => toggle(column)}
            >
              {t(`table.${column}`)}
            </Checkbox>
          ))}
          {/* Always there: a button that vanished when pressed would take the focus with it. */}
          <TextButton disabled={hidden.size === 0} onClick={showAll}>
            {t('columns.show-all')}
          </TextButton>
        </Flex>
      </Popover.Content>
    </Popover.Root>
  );
}
