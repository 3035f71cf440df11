import { Flex } from '@strapi/design-system';

import type { Change } from '../../../../server/src/contracts';
import { ChangedField } from './ChangedField';

/** The changed fields, each with what it was and what it became. */
export function ChangeList({ changes }: { changes: Change[] }) {
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
      {changes.map((change, index) => (
        <ChangedField key={`${change.path} ${index}`} change={change} changes={changes} />
      ))}
    </Flex>
  );
}
