import { options } from '../../../../server/src/config/options';

it('has a sentence for every option', () => {
  expect(options.length).toBeGreaterThan(7);
  for (const { description } of options) expect(description).toMatch(/^[A-Z`].*\.$/);
});
