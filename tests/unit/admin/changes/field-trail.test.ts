import { fieldTrail } from '../../../../admin/src/changes/field-trail';
import type { Change } from '../../../../server/src/contracts';

const change = (path: string, label: string, part: Partial<Change> = {}): Change => ({
  path,
  label,
  kind: 'value',
  ...part,
});

describe('the way to a changed field', () => {
  it('is its label where it stands at the top', () => {
    expect(fieldTrail(change('title', 'Headline'), [])).toEqual(['Headline']);
  });

  it('names the component it is in', () => {
    expect(fieldTrail(change('seoBlock.metaTitle', 'Meta title'), [])).toEqual([
      'Seo block',
      'Meta title',
    ]);
  });

  it('calls a component by its title where the list of its field knows it', () => {
    const list = change('links', 'Useful links', {
      kind: 'component',
      moved: [{ id: '3', name: 'Map' }],
    });
    const field = change('links[3].label', 'Label');
    expect(fieldTrail(field, [list, field])).toEqual(['Useful links', 'Map', 'Label']);
  });

  it('calls a component by its number otherwise', () => {
    expect(fieldTrail(change('links[3].meta.key', 'Key'), [])).toEqual([
      'Links',
      '#3',
      'Meta',
      'Key',
    ]);
  });
});
