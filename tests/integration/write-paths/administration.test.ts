import { administrationPaths } from './administration.paths';
import { describePaths } from './path';

describePaths('administration', administrationPaths);
