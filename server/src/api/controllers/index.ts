import { choices } from './choices';
import { events } from './events';
import { exports } from './exports';
import { health } from './health';
import { views } from './views';

export const controllers = { events, exports, choices, health, views };
