import { adminSignInPaths } from './admin-sign-in.paths';
import { adminUserPaths } from './admin-users.paths';
import { describePaths } from './path';

describePaths('accounts of administrators', [...adminSignInPaths, ...adminUserPaths]);
