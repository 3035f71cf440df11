import { mediaPaths } from './media.paths';
import { describePaths } from './path';

describePaths('media library', mediaPaths);
