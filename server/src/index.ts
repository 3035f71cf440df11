import { config } from './config';
import { contentTypes } from './content-types';
import { controllers } from './api/controllers';
import { policies } from './api/policies';
import { bootstrap, destroy, register } from './plugin';
import { routes } from './api/routes';
import { services } from './api/services';

export type { Actor, Change, Resource } from './contracts';
export type { OwnEvent, RecorderService, TypedRecorder } from './api/services/recorder';
export type { SourcesService } from './api/services/sources';
export type { UnknownName } from './api/services/unknown-name';
export type { OwnSource } from './api/services/own-source';
export type { OwnRowChange, OwnSourcePorts } from './api/services/own-ports';
export type { OwnAction } from './record/declared-actions';

export default {
  register,
  bootstrap,
  destroy,
  config,
  contentTypes,
  controllers,
  policies,
  routes,
  services,
};
