import { createActionsService } from './actions';
import { createArchiveService } from './archive';
import { createContractService } from './contract';
import { createErasureService } from './erasure';
import { createQueryService } from './query';
import { createRecorderService } from './recorder';
import { createRedactorService } from './redactor';
import { createRemovalService } from './removal';
import { createRetentionService } from './retention';
import { createSourcesService } from './sources';
import { createViewsService } from './views';

export const services = {
  actions: createActionsService,
  archive: createArchiveService,
  contract: createContractService,
  erasure: createErasureService,
  query: createQueryService,
  recorder: createRecorderService,
  redactor: createRedactorService,
  removal: createRemovalService,
  retention: createRetentionService,
  sources: createSourcesService,
  views: createViewsService,
};
