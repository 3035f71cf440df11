import { bootstrap } from './bootstrap';
import { config } from './config';
import { contentTypes } from './content-types';
import { controllers } from './controllers';
import { destroy } from './destroy';
import { policies } from './policies';
import { register } from './register';
import { routes } from './routes';
import { services } from './services';

export type { Actor, Change, Resource } from './contracts';
export type { OwnEvent, RecorderService, TypedRecorder } from './services/recorder';
export type { SourcesService } from './services/sources';
export type { UnknownName } from './services/unknown-name';
export type { OwnSource } from './services/own-source';
export type { OwnRowChange, OwnSourcePorts } from './services/own-ports';
export type { OwnAction } from './recorder/declared-actions';

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
