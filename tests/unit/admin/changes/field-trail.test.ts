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

  it.each([
    ['seo.metaTitle', 'Seo: Meta title', ['Seo', 'Meta title']],
    ['links[1].label', 'Links 2: Label', ['Links 2', 'Label']],
    ['sections[2:hero].heading', 'Sections 3 · Hero: Heading', ['Sections 3 · Hero', 'Heading']],
    [
      'sections[0:hero].links[1].label',
      'Sections 1 · Hero › Links 2: Label',
      ['Sections 1 · Hero', 'Links 2', 'Label'],
    ],
  ])('to %s stands in its label', (path, label, trail) => {
    expect(fieldTrail(change(path, label), [])).toEqual(trail);
  });

  it('into JSON is its path, whatever its keys look like', () => {
    const key = change('details.opening.from', 'from');
    expect(fieldTrail(key, [])).toEqual(['Details', 'Opening', 'from']);
    expect(fieldTrail(change('title', 'Note: Title'), [])).toEqual(['Note: Title']);
  });

  it('of an event of version 0.1.0 calls a component by its title where the list of its field knows it', () => {
    const list = change('links', 'Useful links', {
      kind: 'component',
      moved: [{ id: '3', name: 'Map' }],
    });
    const field = change('links[3].label', 'Label');
    expect(fieldTrail(field, [list, field])).toEqual(['Useful links', 'Map', 'Label']);
  });

  it('of such an event calls a component by its number otherwise', () => {
    expect(fieldTrail(change('links[3].meta.key', 'Key'), [])).toEqual([
      'Links',
      '#3',
      'Meta',
      'Key',
    ]);
  });
});
