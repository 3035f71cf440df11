import { errors } from '@strapi/utils';
import { refusedChange } from '../../../../../server/src/record/refused-change';

describe('a change that is refused for its event', () => {
  it.each(['40P01', '40001', 'ER_LOCK_DEADLOCK'])('may be repeated after %s', (code) => {
    const cause = Object.assign(new Error('deadlock'), { code });
    const error = refusedChange(cause);
    expect(error).toBeInstanceOf(errors.HttpError);
    expect(error).toMatchObject({ status: 503, expose: true, cause });
    expect(error.message).toMatch(/so that another could go on\. Try again\.$/);
  });

  it.each([
    ['an error', new Error('no such table')],
    ['a text', 'no such table'],
    ['nothing', null],
  ])('else names the mend, where the cause is %s', (_, cause) => {
    const { message } = refusedChange(cause);
    expect(message).toContain('Repair the table audit_trail_events');
    expect(message).toContain("'continue'");
  });
});
