import type { Capture } from '../event';
import { createRules, type RulesConfig } from './rules';
import type { Circumstances } from './build-event';
import type { Watch } from './watches';

type Around = Pick<Circumstances, 'actor' | 'origin'>;

/** What the configuration wants recorded; checked before the work and again on its result. */
export interface Wanted {
  /**
   * Whether a write to this model may lead to an event at all: if not, none of its rows is read.
   */
  mayCome(watch: Watch, uid: string): boolean;
  /**
   * Those of the events, all of one scope, that are stored. An unreadable event is stored: an error
   * must not exclude anyone from the log.
   */
  wantedOf(captures: readonly Capture[]): ReadonlySet<Capture>;
}

/** @param circumstances who acts and through which way in, at the time of the call */
export function createWanted(config: RulesConfig, circumstances: () => Around): Wanted {
  const rules = createRules(config);
  // Asked many times in every write, and who acts takes a while to tell: most applications have no
  // rules.
  const wantsAll = [config.include, config.exclude].every((lists) =>
    Object.values(lists).every(({ length }) => length === 0)
  );
  return {
    mayCome({ actions, namesActor, types = [] }, uid) {
      if (wantsAll) return true;
      const { actor, origin } = circumstances();
      const who = namesActor ? {} : { actor: actor.type };
      return [uid, ...types].some((contentType) =>
        rules.mayAllow(actions, { contentType, origin, ...who })
      );
    },
    wantedOf(captures) {
      if (wantsAll) return new Set(captures);
      try {
        const around = circumstances();
        return new Set(captures.filter((capture) => isAllowed(capture, around)));
      } catch {
        return new Set(captures);
      }
    },
  };

  function isAllowed(capture: Capture, { actor, origin }: Around): boolean {
    try {
      return rules.mayAllow(capture.standsFor ?? [capture.action], {
        contentType: capture.resource?.type,
        origin: capture.origin ?? origin,
        actor: capture.actor?.type ?? actor.type,
      });
    } catch {
      return true;
    }
  }
}
