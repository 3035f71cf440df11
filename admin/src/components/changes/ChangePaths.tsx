import { Box, Flex, Typography } from '@strapi/design-system';

import type { PathChange } from '../../changes/json-paths';
import { ChangeSides } from './ChangeSides';
import { ValueText } from './ValueText';

/** The places inside a JSON value that differ, each with both sides. */
export function ChangePaths({ paths }: { paths: PathChange[] }) {
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {paths.map(({ path, before, after }) => (
        <Box key={path} tag="li">
          <Typography tag="code" dir="ltr" variant="pi" textColor="neutral600">
            {path}
          </Typography>
          <ChangeSides before={<ValueText value={before} />} after={<ValueText value={after} />} />
        </Box>
      ))}
    </Flex>
  );
}
