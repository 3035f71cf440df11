import { describePaths } from './path';
import { versionPaths } from './versions.paths';

describePaths('drafts and published versions by code, and their deletion', versionPaths);
