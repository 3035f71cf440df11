import { writeFileSync } from 'node:fs';
import { LIST, sourceList } from './source-list';

writeFileSync(LIST, sourceList());
