import { bootPaths } from './boot.paths';
import { describePaths } from './path';

describePaths('around a boot', bootPaths);
