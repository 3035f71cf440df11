import { describeError } from '../../../../server/src/redact';
import { isConstantMessage } from '../../../../server/src/redact/errors/constants';
import { requestOf } from './fixtures';

const QUOTE = 'password must be a `string` type, but the final value was: `71000001`.';
const validation = (...errors: object[]) => ({
  ...{ status: 400, name: 'ValidationError', message: QUOTE, details: { errors } },
});

describe('an error in words', () => {
  it.each([
    [
      'a constant of Strapi',
      { name: 'ApplicationError', message: 'Invalid credentials' },
      'Invalid credentials',
    ],
    ['an HTTP status', { name: 'NotFoundError', message: 'Not Found' }, 'Not Found'],
    [
      'a validation',
      validation({ path: ['password'], name: 'ValidationError', message: QUOTE, value: 71000001 }),
      'ValidationError: password (type)',
    ],
    [
      'several rules',
      validation(
        { path: ['data', 'links', 0, 'label'], message: 'label is a required field' },
        { path: 'email', message: 'email must be a valid email' },
        { path: ['slug'], message: 'This attribute must be unique' }
      ),
      'ValidationError: data.links.0.label (required), email (email), slug (unique)',
    ],
    [
      'a validation without details',
      { name: 'ValidationError', message: QUOTE },
      'ValidationError (type)',
    ],
    [
      "an application's own",
      { name: 'PaymentError', message: 'No 71000001' },
      'PaymentError (HTTP 400)',
    ],
    ['one that is named by what was sent', { name: '71000001', message: 'x' }, 'HTTP 400'],
    [
      'a path that is no name',
      validation({ path: ['{"password":"71000001"}'], message: QUOTE }),
      'ValidationError: [hidden: name] (type)',
    ],
    [
      'an unknown key',
      { name: 'ValidationError', message: 'Invalid key 71000001 at x' },
      'ValidationError (unknown key)',
    ],
    [
      'an error of GraphQL',
      { message: QUOTE, extensions: { error: { ...validation(), name: 'ForbiddenError' } } },
      'ForbiddenError (type)',
    ],
    [
      'a GraphQL code',
      { message: 'Variable "$a" got 71000001', extensions: { code: 'BAD_USER_INPUT' } },
      'BAD_USER_INPUT (HTTP 400)',
    ],
    ['nothing', null, 'HTTP 400'],
    ['a text', '71000001', 'HTTP 400'],
  ])('of %s', (_, error, words) => {
    expect(describeError(error, 400)).toBe(words);
    expect(words).not.toContain('71000001');
  });

  it('takes no message for a constant that only begins like one', () => {
    expect(isConstantMessage('Invalid credentials')).toBe(true);
    expect(isConstantMessage('Invalid credentials 71000001')).toBe(false);
    expect(isConstantMessage('toString')).toBe(false);
  });
});

describe('an error in an answer', () => {
  it.each([
    [
      'REST',
      {
        error: {
          ...validation({ path: ['pin'], message: QUOTE, value: 71000001 }),
          hint: '71000001',
        },
      },
    ],
    ['a text', { error: '71000001' }],
    ['a list', { errors: [{ message: QUOTE, value: 71000001 }, '71000001', 71000001] }],
    ['an answer of its own', { success: false, message: QUOTE, tried: 71000001 }],
  ])('quotes nothing: %s', (_, responseBody) => {
    for (const type of [null, 'plugin::users-permissions.user']) {
      // In an answer of its own, `message` is a key as any other: revealed, its words are kept.
      const reveals = 'success' in responseBody ? [[]] : [[], ['*']];
      for (const revealHandlers of reveals) {
        const kept = requestOf(type, { responseBody }, { revealHandlers }).responseBody;
        expect(JSON.stringify(kept)).not.toContain('71000001');
      }
    }
  });
});
