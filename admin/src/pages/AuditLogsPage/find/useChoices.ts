import { useDebounce } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import { VALUE_KEYS_OF_LOG } from './value-keys';
import {
  closedValuesOf,
  printAccount,
  type FilterWord,
} from '../../../../../server/src/contracts/search';
import { useActions } from '../../../api/actions';
import { useActors } from '../../../api/actors';
import { useValues } from '../../../api/values';
import { actionGroupLabel, actionLabel } from '../../../wording/action';
import { actorLabel, actorTypeLabel } from '../../../wording/actor';
import { useTermWording } from './useTermWording';

/** One value that can be chosen for a key. */
export interface Choice {
  value: string;
  label: string;
  /** What tells it from others of the same name. */
  hint?: string;
  /** The heading it stands under. */
  group?: string;
}

const TYPING_PAUSE_MS = 200;
const TIMES = ['today', '24h', '7d', '30d'];
const NOBODY = new Map();

/** What can be chosen for a key, narrowed to what is typed; `null` asks for nothing. */
export function useChoices(key: FilterWord | null, typed: string) {
  const intl = useIntl();
  const { valueText, rangeText } = useTermWording(NOBODY);
  const search = useDebounce(typed, TYPING_PAUSE_MS);
  const actions = useActions(key === 'action');
  const actors = useActors(key === 'actor' ? { search, page: 1 } : null);
  const valueKey = VALUE_KEYS_OF_LOG.find((one) => one === key);
  const values = useValues(valueKey ? { key: valueKey, search } : null);

  const matches = ({ value, label }: Choice) =>
    [value, label].some((text) => text.toLowerCase().includes(typed.toLowerCase()));
  const asked = { action: actions, actor: actors }[key as string] ?? (valueKey ? values : null);
  const loading = asked?.state.status === 'loading';
  const failed = asked?.state.status === 'failed';

  const choices = (): Choice[] => {
    if (key === 'action' && actions.state.status === 'loaded') {
      const known = actions.state.data.results;
      return [...new Set(known.map(({ group }) => group))].flatMap((noun) => {
        const group = actionGroupLabel(intl, noun);
        const all = { value: `${noun}.*`, label: valueText('action', `${noun}.*`), group };
        const each = known.filter((one) => one.group === noun);
        return [
          all,
          ...each.map(({ action, label }) => ({
            value: action,
            label: actionLabel(intl, action, label),
            group,
          })),
        ].filter((choice) => matches(choice) || group.toLowerCase().includes(typed.toLowerCase()));
      });
    }
    if (key === 'actor' && actors.state.status === 'loaded') {
      return actors.state.data.results.flatMap((actor) =>
        actor.id === null
          ? []
          : [
              {
                value: printAccount({ type: actor.type, id: actor.id }),
                label: actorLabel(intl, actor),
                hint: actor.email ?? actorTypeLabel(intl, actor.type),
              },
            ]
      );
    }
    if (valueKey && values.state.status === 'loaded') {
      return values.state.data.results.map((value) => ({ value, label: value }));
    }
    if (key === 'after' || key === 'before') {
      return TIMES.map((value) => ({ value, label: rangeText({ after: value, before: null }) }));
    }
    const closed = key ? closedValuesOf(key) : null;
    if (!key || !closed) return [];
    return closed.map((value) => ({ value, label: valueText(key, value) })).filter(matches);
  };

  return { choices: choices(), loading, failed };
}
