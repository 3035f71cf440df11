import type { Capture } from '../event';
import { createRules, type RulesConfig } from '../recorder/rules';
import type { Circumstances } from '../recorder/recorder';
import type { Watch } from './watches';

/** What the configuration wants recorded, asked twice: before the work, and of what came of it. */
export interface Wanted {
  /** Whether a write to this model may lead to an event at all: if not, none of its rows is read. */
  mayCome(watch: Watch, uid: string): boolean;
  /** Whether this event is stored. What cannot be read is: nobody leaves himself out by a fault. */
  isWanted(capture: Capture): boolean;
}

/** @param circumstances who acts and by which way, as known at the moment of asking */
export function createWanted(
  config: RulesConfig,
  circumstances: () => Pick<Circumstances, 'actor' | 'origin'>
): Wanted {
  const rules = createRules(config);
  return {
    mayCome({ actions, namesActor, types = [] }, uid) {
      const { actor, origin } = circumstances();
      const who = namesActor ? {} : { actor: actor.type };
      return [uid, ...types].some((contentType) =>
        rules.mayAllow(actions, { contentType, origin, ...who })
      );
    },
    isWanted(capture) {
      try {
        const { actor, origin } = circumstances();
        return rules.mayAllow(capture.standsFor ?? [capture.action], {
          contentType: capture.resource?.type,
          origin: capture.origin ?? origin,
          actor: capture.actor?.type ?? actor.type,
        });
      } catch {
        return true;
      }
    },
  };
}
