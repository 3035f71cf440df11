import { describePaths } from './path';
import { settingsPaths } from './settings.paths';

describePaths('settings', settingsPaths);
