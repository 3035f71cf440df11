import { contentPaths } from './content.paths';
import { describePaths } from './path';

describePaths('content by administrators, tokens, users and code', contentPaths);
