import type { Core } from '@strapi/types';
import type { Deed } from '../shapes';
import { administrationDeeds } from './administration-deeds';
import { createChoices } from './choose';
import { contentDeeds } from './content-deeds';
import { mediaDeeds } from './media-deeds';
import { panelDeeds } from './panel-deeds';
import { queryDeeds } from './query-deeds';

export type Perform = (deed: Deed) => unknown;

/** Who calls over HTTP. */
export interface Callers {
  url: string;
  /** Access tokens: of the Super Admin, and of the content API. */
  admin: string;
  api: string;
}

/** One call over HTTP that has to succeed. */
export type Call = (
  method: string,
  path: string,
  body?: object | FormData,
  by?: 'admin' | 'api'
) => Promise<unknown>;

function createCall(callers: Callers): Call {
  return async (method, path, body, by = 'admin') => {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${callers.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${callers[by]}`,
        ...(body && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 200)}`);
    return text ? (JSON.parse(text) as unknown) : null;
  };
}

/** Everything that a program may do, by its kind. */
export function createDeeds(strapi: Core.Strapi, callers: Callers) {
  const choices = createChoices(strapi);
  const call = createCall(callers);
  const all: Record<string, Perform> = {
    ...contentDeeds(strapi, choices),
    ...queryDeeds(strapi, choices),
    ...panelDeeds(choices, call),
    ...mediaDeeds(choices, call),
    ...administrationDeeds(strapi, choices, call),
  };
  return {
    async act(deed: Deed): Promise<void> {
      const perform = all[deed.kind];
      if (!perform) throw new Error(`No deed is called "${deed.kind}".`);
      await perform(deed);
    },
  };
}
