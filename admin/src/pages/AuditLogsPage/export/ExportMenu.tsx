import { MenuItem, SimpleMenu } from '@strapi/design-system';
import { Download } from '@strapi/icons';

import type { ExportFormat } from '../../../../../server/src/contracts';
import { useMayExport } from '../../../api/export';
import { useTranslate } from '../../../wording/translation';

const FORMATS: ExportFormat[] = ['csv', 'jsonl'];

interface ExportMenuProps {
  isDisabled: boolean;
  onExport: (format: ExportFormat) => void;
}

/** Offers the present question as a file; not there for whoever may not export. */
export function ExportMenu({ isDisabled, onExport }: ExportMenuProps) {
  const t = useTranslate();
  if (!useMayExport()) return null;
  return (
    <SimpleMenu
      variant="tertiary"
      startIcon={<Download />}
      label={t('export.menu')}
      disabled={isDisabled}
      popoverPlacement="bottom-end"
    >
      {FORMATS.map((format) => (
        <MenuItem key={format} onSelect={() => onExport(format)}>
          {t(`export.format.${format}`)}
        </MenuItem>
      ))}
    </SimpleMenu>
  );
}
