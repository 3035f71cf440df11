import { endUserSessionPaths } from './end-user-sessions.paths';
import { describePaths } from './path';

describePaths('end users whose sessions are kept', endUserSessionPaths, {
  env: { USERS_JWT_MANAGEMENT: 'refresh' },
});
