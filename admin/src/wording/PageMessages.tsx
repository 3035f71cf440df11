import { useEffect, useState, type ReactNode } from 'react';
import { IntlProvider, useIntl } from 'react-intl';

import { useActions } from '../api/actions';
import { declaredWords } from './declared-words';
import { directionOf } from './direction';
import { prefixMessages } from './translation';

type Messages = Record<string, string>;

/** The file of one language and no other; English where the page does not speak it. */
async function loadMessages(locale: string): Promise<Messages> {
  try {
    const { default: own } = (await import(`../translations/${locale}.json`)) as {
      default: Messages;
    };
    return prefixMessages(own);
  } catch {
    return prefixMessages((await import('../translations/en.json')).default);
  }
}

interface PageMessagesProps {
  /** Shown until the messages are there. */
  loading: ReactNode;
  children: ReactNode;
}

/**
 * Brings the messages in the reader's language, English where there are none, and its direction.
 * They come with what first needs them and not with the panel, whose other pages should not pay.
 * Actions that the application declared bring their own words.
 */
export function PageMessages({ loading, children }: PageMessagesProps) {
  const host = useIntl();
  const { locale } = host;
  const { state: actions } = useActions();
  const declared = actions.status === 'loaded' ? actions.data.results : [];
  const [loaded, setLoaded] = useState<{ locale: string; messages: Messages } | null>(null);

  useEffect(() => {
    let isCurrent = true;
    void loadMessages(locale).then((messages) => isCurrent && setLoaded({ locale, messages }));
    return () => {
      isCurrent = false;
    };
  }, [locale]);

  if (loaded?.locale !== locale) return loading;
  return (
    <IntlProvider
      locale={locale}
      messages={{
        ...(host.messages as Messages),
        ...declaredWords(declared, locale),
        ...loaded.messages,
      }}
      textComponent={host.textComponent}
      onError={host.onError}
    >
      {/* Without a box of its own: the host lays out what stands inside. */}
      <div dir={directionOf(locale)} style={{ display: 'contents' }}>
        {children}
      </div>
    </IntlProvider>
  );
}
