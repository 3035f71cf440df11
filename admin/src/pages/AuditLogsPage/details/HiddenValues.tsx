import { Flex, Typography } from '@strapi/design-system';

import type { Json, RequestRecord } from '../../../../../server/src/contracts';
import { CopyButton } from '../../../components/CopyButton';
import { useTranslate } from '../../../wording/translation';
import { Code } from './Fact';

/** As the server marks values that the owner may choose to keep; secrets are marked otherwise. */
const REVEALABLE = '[hidden: ';

const holdsHidden = (value: Json | null): boolean =>
  value !== null && JSON.stringify(value).includes(REVEALABLE);

/** Where values are hidden that no schema describes: the option that keeps them, to paste. */
export function HiddenValues({ request }: { request: RequestRecord }) {
  const t = useTranslate();
  const { handler, query, requestBody, responseBody } = request;
  if (handler === null || ![query, requestBody, responseBody].some(holdsHidden)) return null;
  const line = `requests: { reveal: ['${handler}'] },`;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Typography textColor="neutral600">{t('details.hidden-values')}</Typography>
      <Flex gap={4} wrap="wrap">
        <Code>{line}</Code>
        <CopyButton
          size="S"
          variant="tertiary"
          text={() => line}
          label={t('json.copy', { label: 'requests.reveal' })}
          copied={t('json.copied')}
          failed={t('json.copy-failed')}
        />
      </Flex>
    </Flex>
  );
}
