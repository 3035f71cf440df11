import { Badge, Flex } from '@strapi/design-system';
import { CheckCircle, CrossCircle, Lock } from '@strapi/icons';

import type { Outcome } from '../../../server/src/contracts';
import { useTranslate } from '../wording/translation';

const LOOKS = {
  success: { tone: 'success', Icon: CheckCircle },
  failure: { tone: 'danger', Icon: CrossCircle },
  denied: { tone: 'warning', Icon: Lock },
} as const satisfies Record<Outcome, object>;

/** The outcome as word and sign; the colour only repeats them. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useTranslate();
  const { tone, Icon } = LOOKS[outcome];
  return (
    // The design system's own pairs of these colours are too close to each other to be read by all.
    <Badge backgroundColor={`${tone}100`} textColor="neutral800">
      <Flex tag="span" gap={1}>
        <Icon aria-hidden width="1.2rem" height="1.2rem" fill={`${tone}600`} />
        {t(`outcome.${outcome}`)}
      </Flex>
    </Badge>
  );
}
