import { describePaths } from './path';
import { refusalPaths } from './refusals.paths';

describePaths('refusals', refusalPaths);
