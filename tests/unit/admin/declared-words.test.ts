import { createIntl } from 'react-intl';
import type { ActionChoice, Resource } from '../../../server/src/contracts';
import { actionLabel } from '../../../admin/src/wording/action';
import { declaredWords } from '../../../admin/src/wording/declared-words';
import { sentenceText } from '../../../admin/src/wording/sentence';
import { prefixMessages } from '../../../admin/src/wording/translation';
import en from '../../../admin/src/translations/en.json';

const FLAG: ActionChoice = {
  action: 'comment.flag',
  group: 'comment',
  label: 'Comment flagged',
  sentence: '{actor} flagged {resource}',
  translations: {
    de: { label: 'Kommentar gemeldet', sentence: '{actor} hat {resource} gemeldet' },
    pt: { label: 'Comentário sinalizado', sentence: '{actor} sinalizou {resource}' },
    'pt-BR': { label: 'Comentário denunciado' },
  },
};
const RESOURCE: Resource = {
  type: 'plugin::comments.comment',
  id: '7',
  documentId: null,
  locale: null,
  status: null,
  name: 'Nice',
};
const ANNA = { type: 'admin-user', id: '1', name: 'Anna Berg', email: null } as const;

/** A page in this language, with these messages of its own before what the sources say. */
function page(locale: string, own: Record<string, string>, actions: ActionChoice[] = [FLAG]) {
  const intl = createIntl({
    locale,
    messages: { ...declaredWords(actions, locale), ...prefixMessages({ ...en, ...own }) },
    onError: (error) => {
      throw error;
    },
  });
  return (action = 'comment.flag') => [
    actionLabel(intl, action),
    sentenceText(intl, {
      action,
      actionLabel: null,
      outcome: 'success',
      actor: ANNA,
      resource: RESOURCE,
    }),
  ];
}

describe('the words that sources say about their actions', () => {
  it.each([
    ['de', 'Kommentar gemeldet', 'Anna Berg hat Nice gemeldet'],
    ['pt', 'Comentário sinalizado', 'Anna Berg sinalizou Nice'],
    ['pt-BR', 'Comentário denunciado', 'Anna Berg sinalizou Nice'],
    ['de-CH', 'Kommentar gemeldet', 'Anna Berg hat Nice gemeldet'],
    ['en', 'Comment flagged', 'Anna Berg flagged Nice'],
    ['ja', 'Comment flagged', 'Anna Berg flagged Nice'],
  ])('are told in %s', (locale, ...told) => {
    expect(page(locale, {})()).toEqual(told);
  });

  it('stand behind what the page itself says of an action', () => {
    const words = page('de', { 'action.comment.flag': 'Melden' });
    expect(words()[0]).toBe('Melden');
  });

  it('stand in for an action of the log that a translation lacks', () => {
    const action = 'entry.translate';
    const words = page('de', {}, [{ action, group: 'entry', label: 'Entry translated' }]);
    expect(words(action)).toEqual(['Entry translated', 'Anna Berg: Entry translated, Nice']);
  });

  it.each([
    ["l'{resource}", "l'Nice"],
    ["{actor} can't say '{resource}'", "Anna Berg can't say 'Nice'"],
    ['{actor} < {resource} > <b>', 'Anna Berg < Nice > <b>'],
    ['{actor} has {many} {{resource}}', 'Anna Berg has {many} {Nice}'],
    ['{actor} # {resource} ☂', 'Anna Berg # Nice ☂'],
  ])('are plain text around their values: %s', (sentence, told) => {
    const label = "It's <b> {x}";
    const [name, said] = page('en', {}, [{ ...FLAG, label, sentence }])();
    expect([name, said]).toEqual([label, told]);
  });
});
