import {
  fieldTag,
  fieldTags,
  FIELDS_CUT,
  MAX_FIELD_TAGS,
  TAG_LENGTH,
} from '../../../../server/src/event';

describe('the tags of changed fields', () => {
  it.each([
    ['title', ['title']],
    ['seo.metaTitle', ['seo.metaTitle', 'seo']],
    ['details.rows.1', ['details.rows.1', 'details']],
    ['links[3].label', ['links.label', 'links', 'label']],
    ['sections[2:hero].heading', ['sections.heading', 'sections', 'heading']],
    ['sections[2:hero removed].heading', ['sections.heading', 'sections', 'heading']],
    ['sections[0:hero].parts[1].title', ['sections.parts.title', 'sections', 'title']],
    [
      'sections[0:hero].settings.smtp.host',
      ['sections.settings.smtp.host', 'sections', 'settings'],
    ],
  ])('of %s are its path, its attribute and the field of its component', (path, summaries) => {
    expect(fieldTags([path])).toEqual(summaries.map((summary) => `field:${summary}`));
  });

  it('name what several changes share once', () => {
    expect(fieldTags(['links[0].label', 'links[1].label', 'links'])).toEqual([
      ...['field:links.label', 'field:links', 'field:label'],
    ]);
  });

  it('of long paths stay apart and fit their column', () => {
    const long = (end: string) => `${'section'.repeat(12)}.${end}`;
    const [one, other] = [fieldTag(long('one')), fieldTag(long('two'))];
    expect(one).toHaveLength(TAG_LENGTH);
    expect(one).not.toBe(other);
    expect(fieldTags([long('one')])[0]).toBe(one);
  });

  it('are all there up to a bound, and say where it was reached', () => {
    const paths = (count: number) => Array.from({ length: count }, (_, index) => `field${index}`);
    expect(fieldTags(paths(MAX_FIELD_TAGS))).toHaveLength(MAX_FIELD_TAGS);
    expect(fieldTags(paths(MAX_FIELD_TAGS))).not.toContain(FIELDS_CUT);
    expect(fieldTags(paths(MAX_FIELD_TAGS + 1)).slice(-2)).toEqual([
      ...['field:field999', FIELDS_CUT],
    ]);
  });
});
