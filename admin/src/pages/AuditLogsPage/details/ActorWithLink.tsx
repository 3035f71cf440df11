import { Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { Actor } from '../../../../../server/src/contracts';
import { ActorName } from '../../../components/ActorName';
import { actorPath } from '../../../wording/places';
import { useTranslate } from '../../../wording/translation';

/** Who it was, with the way to the account where the settings show one. */
export function ActorWithLink({ actor }: { actor: Actor }) {
  const t = useTranslate();
  const path = actorPath(actor);
  return (
    <>
      <ActorName actor={actor} />
      {path && (
        <Link tag={RouterLink} to={path}>
          {t('details.open-actor')}
        </Link>
      )}
    </>
  );
}
