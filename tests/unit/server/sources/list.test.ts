import { readFileSync } from 'node:fs';
import { LIST, sourceList } from '../../../helpers/source-list';

it('the list of sources is what the folder holds (npm run sources writes it)', () => {
  expect(readFileSync(LIST, 'utf8')).toBe(sourceList());
});
