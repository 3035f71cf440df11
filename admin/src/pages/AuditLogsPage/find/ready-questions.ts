import type { TranslationKey } from '../../../wording/translation';

interface ReadyQuestion {
  label: TranslationKey;
  text: string;
}

const any = (key: string, ...values: string[]) =>
  values.map((value) => `${key}:${value}`).join(' ');

/** What people come for most often, in the words of the search box. */
export const READY_QUESTIONS: ReadyQuestion[] = [
  { label: 'find.ready.today', text: 'after:today' },
  {
    label: 'find.ready.deleted',
    text: any('action', 'entry.delete', 'entry.bulk-delete', 'media.delete', 'media-folder.delete'),
  },
  { label: 'find.ready.sign-ins', text: any('action', 'admin.auth.error', 'end-user.auth.error') },
  {
    label: 'find.ready.rights',
    text: any(
      'action',
      ...['role.*', 'permission.*', 'end-user-role.*', 'end-user-permission.*'],
      ...['api-token.*', 'admin-token.*', 'transfer-token.*']
    ),
  },
  {
    label: 'find.ready.machines',
    text: any('actor-type', 'api-token', 'admin-token', 'transfer-token', 'system'),
  },
];
