import { Button, EmptyStateLayout, Flex } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import type { Failure } from '../../../api/failure';
import { useTranslate } from '../../../wording/translation';

interface LoadFailedProps {
  failure: Failure;
  content: string;
  onRetry: () => void;
  /** Offered beside the retry, e.g. to drop the filters the server refused. */
  children?: React.ReactNode;
}

/** A request that brought nothing: says so and why, so that it is never taken for an empty log. */
export function LoadFailed({ failure, content, onRetry, children }: LoadFailedProps) {
  const t = useTranslate();
  const cause = failure.message
    ? t('state.failed.answer', { message: failure.message })
    : t('state.failed.unreachable');
  return (
    <div role="alert">
      <EmptyStateLayout
        icon={<WarningCircle width="6.4rem" height="6.4rem" fill="danger600" />}
        content={`${content} ${cause}`}
        action={
          <Flex gap={2} wrap="wrap" justifyContent="center">
            <Button onClick={onRetry}>{t('state.failed.retry')}</Button>
            {children}
          </Flex>
        }
      />
    </div>
  );
}
