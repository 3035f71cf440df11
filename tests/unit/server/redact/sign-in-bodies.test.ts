import { revealedBodyOf } from './fixtures';

describe('what was typed to sign in', () => {
  it('keeps a tried identifier on a sign-in route only if it is an e-mail', () => {
    expect(
      revealedBodyOf(null, { identifier: 'hunter2', password: 'x' }, { path: '/api/auth/local' })
    ).toEqual({ identifier: '[hidden]', password: '[hidden]' });
    expect(
      revealedBodyOf(null, { email: 'anna@example.com', code: 'x' }, { path: '/admin/login' })
    ).toEqual({ email: 'anna@example.com', code: '[hidden]' });
    expect(revealedBodyOf(null, { state: 'Hessen' }, { path: '/x' })).toEqual({ state: 'Hessen' });
    expect(revealedBodyOf(null, { state: 'x' }, { path: '/admin/login' })).toEqual({
      state: '[hidden]',
    });
  });

  it('is hidden in a validation error unless it is an e-mail', () => {
    const error = { path: ['email'], message: 'email must be a valid email', value: 'hunter2' };
    const known = { ...error, value: 'ada@example.com' };
    expect(
      revealedBodyOf(null, { errors: [error, known] }, { path: '/admin/forgot-password' })
    ).toEqual({ errors: [{ ...error, value: '[hidden]' }, known] });
  });
});
