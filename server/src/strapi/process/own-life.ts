import type { Core } from '@strapi/types';
import { systemScope } from './ambient-scopes';
import { runInScope } from '../../record/scope';

export interface OwnLifeDependencies {
  strapi: Core.Strapi;
  /** Called once, right before the process listens. */
  begin(): Promise<void>;
  /** Called once, as soon as it listens. Never rejects. */
  serving(): Promise<void>;
  /** Called once when it ends, if it ever listened. */
  end(): Promise<void>;
  onError(error: unknown): void;
}

/**
 * Reports when a process begins and ends serving. Only processes that serve requests count:
 * commands load Strapi without listening. Call it in `bootstrap()`; call the returned function at
 * the very end.
 */
export function tapOwnLife(deps: OwnLifeDependencies): () => Promise<void> {
  const host = deps.strapi as unknown as { listen(): Promise<unknown> };
  const listen = host.listen.bind(host);
  let serves = false;

  host.listen = async () => {
    serves = true;
    await runInScope(systemScope('bootstrap'), () => deps.begin().catch(deps.onError));
    const result = await listen();
    await deps.serving();
    return result;
  };

  return async () => {
    if (!serves) return;
    serves = false;
    await runInScope(systemScope('code'), () => deps.end().catch(deps.onError));
  };
}
