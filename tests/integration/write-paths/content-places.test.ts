import { attributePaths } from './attributes.paths';
import { bulkPaths } from './bulk.paths';
import { fieldPaths } from './fields.paths';
import { localePaths } from './locales.paths';
import { describePaths } from './path';

describePaths('content field by field, locale by locale and in bulk', [
  ...attributePaths,
  ...fieldPaths,
  ...localePaths,
  ...bulkPaths,
]);
