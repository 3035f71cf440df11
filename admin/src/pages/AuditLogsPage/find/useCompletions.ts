import { useIntl } from 'react-intl';

import { hasMessage, messageOf } from '../../../wording/translation';
import { keyCompletions, placeAt, valueCompletions, type Completion } from './completions';
import { useChoices } from './useChoices';

const MAX_OFFERS = 12;

/** What the search box offers where the caret stands; asks for nothing while it is closed. */
export function useCompletions(text: string, caret: number, isOpen: boolean) {
  const intl = useIntl();
  const place = placeAt(text, caret);
  const { choices } = useChoices(isOpen ? place.key : null, place.typed);

  const explained = (completion: Completion): Completion => {
    const key = completion.text.replace(/[-:]/g, (sign, at: number) =>
      sign === '-' && at > 0 ? sign : ''
    );
    const hint = `find.hint.${key}`;
    return { ...completion, label: hasMessage(intl, hint) ? messageOf(intl, hint) : null };
  };
  const offers = place.key
    ? valueCompletions(place, choices)
    : keyCompletions(place).map(explained);
  return { place, offers: offers.slice(0, place.key ? MAX_OFFERS : undefined) };
}
