import { describePaths } from './path';
import { transferPaths } from './transfers.paths';

describePaths('transfers', transferPaths);
