import { useIntl } from 'react-intl';

export type Direction = 'ltr' | 'rtl';

/** Of the languages the page speaks, those written from right to left. */
const RIGHT_TO_LEFT = ['ar'];

/** Which way the page's own text runs. A language it does not speak is answered in English. */
export const directionOf = (locale: string): Direction =>
  RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr';

/** For what is shown outside the page's own element: dialogs, popovers, and parts that set one. */
export const useDirection = (): Direction => directionOf(useIntl().locale);
