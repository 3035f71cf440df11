import { Flex, Typography } from '@strapi/design-system';

import type { EventDetails, Json } from '../../../../../../server/src/contracts';
import { JsonTree } from '../../../../components/JsonTree';
import { useTranslate, type TranslationKey } from '../../../../wording/translation';
import { HiddenValues } from '../HiddenValues';

/** Everything else that was kept of the event and of its request, each as a tree. */
export function PayloadTab({ event }: { event: EventDetails }) {
  const t = useTranslate();
  const { payload, request } = event;
  const trees: Array<[TranslationKey, Json | null]> = [
    ['details.payload', payload],
    ['details.query', request.query],
    ['details.request-body', request.requestBody],
    ['details.response-body', request.responseBody],
  ];
  const kept = trees.filter((tree): tree is [TranslationKey, Json] => tree[1] !== null);
  if (kept.length === 0) {
    return <Typography textColor="neutral600">{t('details.no-payload')}</Typography>;
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {kept.map(([label, value]) => (
        <JsonTree key={label} label={t(label)} value={value} />
      ))}
      <HiddenValues request={request} />
    </Flex>
  );
}
