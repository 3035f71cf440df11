import { Page } from '@strapi/strapi/admin';

import { useTranslate } from '../../../wording/translation';

/** Shown on the server's 403: what is missing, and who can give it. */
export function Forbidden() {
  const t = useTranslate();
  return (
    <>
      <Page.Title>{t('page.title')}</Page.Title>
      <Page.NoPermissions content={t('state.forbidden')} />
    </>
  );
}
