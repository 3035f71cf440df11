import { useIntl } from 'react-intl';

import {
  parseAccount,
  parseTime,
  type FilterWord,
} from '../../../../../server/src/contracts/search';
import type { Actor } from '../../../../../server/src/contracts';
import { actionGroupLabel, actionLabel } from '../../../wording/action';
import { actorLabel, actorTypeLabel } from '../../../wording/actor';
import { resourceTypeName } from '../../../wording/resource';
import { shortTime } from '../../../wording/time';
import { hasMessage, messageOf, useTranslate } from '../../../wording/translation';
import type { TermGroup, WrittenRange } from './terms';

/** Accounts by `type:id`, where a name is known. */
export type KnownActors = ReadonlyMap<string, Actor>;

/** A value that the page cannot translate stands as it is. */
export function useTermWording(actors: KnownActors) {
  const intl = useIntl();
  const t = useTranslate();

  const actionText = (value: string): string => {
    if (value === '*') return t('find.any-action');
    if (!value.endsWith('.*')) return actionLabel(intl, value);
    return t('find.all-of', { group: actionGroupLabel(intl, value.slice(0, -2)) });
  };
  const actorText = (value: string): string => {
    const account = parseAccount(value);
    if (!account) return value;
    return actorLabel(intl, actors.get(value) ?? { ...account, name: null, email: null });
  };

  const valueText = (key: FilterWord, value: string): string => {
    if (key === 'action') return actionText(value);
    if (key === 'actor') return actorText(value);
    if (key === 'actor-type') return actorTypeLabel(intl, value as Actor['type']);
    if (key === 'type') return resourceTypeName(value);
    const message = `${key}.${value}`;
    const isWord = (key === 'outcome' || key === 'origin') && hasMessage(intl, message);
    return isWord ? messageOf(intl, message) : value;
  };

  const keyText = (key: FilterWord): string => t(`find.key.${key}`);

  /** "Action: Publish entry or Delete role", "Origin: not Scheduled task". */
  const groupText = ({ key, negated, values }: TermGroup): { key: string; values: string } => {
    const texts = values.map((value) => valueText(key, value));
    const joined = new Intl.ListFormat(intl.locale, { type: 'disjunction' }).format(texts);
    return { key: keyText(key), values: negated ? t('find.not', { values: joined }) : joined };
  };

  const instantText = (value: string): string => {
    const time = parseTime(value);
    if (time?.kind === 'instant') return shortTime(intl.locale, new Date(time.instant));
    if (time?.kind === 'today') return t('find.time.today');
    if (time?.kind !== 'day') return t('find.time.ago', { length: value });
    const day = new Date(time.year, time.month - 1, time.day);
    return new Intl.DateTimeFormat(intl.locale, { dateStyle: 'medium' }).format(day);
  };

  const rangeText = ({ after, before }: WrittenRange): string => {
    if (!after && !before) return t('find.time.any');
    const preset = `find.time.preset.${after}`;
    if (after && !before && hasMessage(intl, preset)) return messageOf(intl, preset);
    const parts = [
      after && t('find.time.from', { date: instantText(after) }),
      before && t('find.time.until', { date: instantText(before) }),
    ];
    return parts.filter(Boolean).join(' ');
  };

  return { valueText, keyText, groupText, rangeText };
}
