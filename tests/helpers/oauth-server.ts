import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Response } from 'supertest';
import type { App } from './boot-app';

export interface OAuthProfile {
  username: string;
  email: string;
}

export interface OAuthServer {
  readonly url: string;
  /** Variables for bootApp: with them the application offers the provider `example`. */
  readonly env: { OAUTH_SERVER_URL: string; OAUTH_CLIENT_SECRET: string };
  /** Secrets handed out so far: codes and access tokens. */
  secrets(): string[];
  /** Who signs in next; null refuses, as a person who presses "cancel". */
  signIn(profile: OAuthProfile | null): void;
  stop(): Promise<void>;
}

/** An OAuth 2 server (authorization code) that asks nobody anything. */
export async function startOAuthServer(): Promise<OAuthServer> {
  let current: OAuthProfile | null = null;
  const profiles = new Map<string, OAuthProfile>();
  const clientSecret = `client-${randomBytes(12).toString('hex')}`;

  const issue = (kind: string, profile: OAuthProfile): string => {
    const secret = `${kind}-${randomBytes(16).toString('hex')}`;
    profiles.set(secret, profile);
    return secret;
  };
  const json = (response: ServerResponse, status: number, body: object) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };

  const authorize = (url: URL, response: ServerResponse) => {
    const target = new URL(url.searchParams.get('redirect_uri') ?? '');
    target.searchParams.set('state', url.searchParams.get('state') ?? '');
    if (current) target.searchParams.set('code', issue('code', current));
    else target.searchParams.set('error', 'access_denied');
    response.writeHead(302, { Location: target.href }).end();
  };
  const exchange = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = new URLSearchParams(body);
    const profile = profiles.get(form.get('code') ?? '');
    if (!profile || form.get('client_secret') !== clientSecret) {
      return json(response, 400, { error: 'invalid_grant' });
    }
    return json(response, 200, { access_token: issue('access', profile), token_type: 'bearer' });
  };
  const userinfo = (request: IncomingMessage, response: ServerResponse) => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const profile = profiles.get(token);
    return profile ? json(response, 200, profile) : json(response, 401, { error: 'invalid_token' });
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/authorize') return authorize(url, response);
    if (url.pathname === '/token') return void exchange(request, response);
    if (url.pathname === '/userinfo') return userinfo(request, response);
    return json(response, 404, { error: 'not_found' });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  const url = `http://127.0.0.1:${address.port}`;

  return {
    url,
    env: { OAUTH_SERVER_URL: url, OAUTH_CLIENT_SECRET: clientSecret },
    secrets: () => [clientSecret, ...profiles.keys()],
    signIn(profile) {
      current = profile;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const cookiesOf = (response: Response, before = ''): string => {
  const set = (response.headers['set-cookie'] ?? []) as unknown as string[];
  const pairs = [...before.split('; '), ...set.map((cookie) => cookie.split(';')[0] ?? '')];
  const jar = new Map(pairs.filter(Boolean).map((pair) => [pair.split('=')[0], pair]));
  return [...jar.values()].join('; ');
};

const redirected = (response: Response): string => {
  const { location } = response.headers;
  if (!location) throw new Error(`Expected a redirect, got ${response.status}: ${response.text}`);
  return location;
};

/**
 * Goes through the whole sign-in as a browser would: connect, authorize, callback, exchange.
 * @returns the last answer; `{ jwt, user }` in its body on success.
 */
export async function signInWithOAuth(app: App): Promise<Response> {
  const started = await app.request.get('/api/connect/example');
  const authorized = await fetch(redirected(started), { redirect: 'manual' });
  const back = new URL(authorized.headers.get('location') ?? '');
  const cookie = cookiesOf(started);
  const called = await app.request.get(back.pathname + back.search).set('Cookie', cookie);
  redirected(called);
  return app.request.get('/api/auth/example/callback').set('Cookie', cookiesOf(called, cookie));
}
