import { Box, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { Resource } from '../../../../../server/src/contracts';
import { useEntryPlace } from '../../../api/events';
import { entryPath } from '../../../wording/places';
import { useTranslate } from '../../../wording/translation';

interface EntryLinkProps {
  /** The event's. */
  id: string;
  resource: Resource;
}

/** The way to the entry while it exists; that it is gone once it is. */
export function EntryLink({ id, resource }: EntryLinkProps) {
  const t = useTranslate();
  const { state } = useEntryPlace(id);
  if (state.status !== 'loaded' || state.data.kind === null) return null;
  const path = entryPath(state.data, resource);
  return (
    <Box>
      {path ? (
        <Link tag={RouterLink} to={path}>
          {t('details.open-entry')}
        </Link>
      ) : (
        <Typography variant="pi" textColor="neutral600">
          {t('details.entry-gone')}
        </Typography>
      )}
    </Box>
  );
}
