import { Link as LinkIcon } from '@strapi/icons';

import { CopyButton } from '../../../components/CopyButton';
import { useTranslate } from '../../../wording/translation';

/** Copies the address of exactly this event, without the filters it was found by. */
export function CopyLinkButton({ id }: { id: string }) {
  const t = useTranslate();
  const address = () => {
    const url = new URL(window.location.href);
    url.search = new URLSearchParams({ event: id }).toString();
    return url.href;
  };
  return (
    <CopyButton
      text={address}
      icon={<LinkIcon />}
      label={t('details.copy-link')}
      copied={t('details.link-copied')}
      failed={t('details.copy-failed')}
    />
  );
}
