import { adminClient, clientFor } from '../helpers/actors';
import type { App } from '../helpers/boot-app';

/** What a client sees of a refused request; texts stay out, since some hold ids. */
export interface Refusal {
  request: string;
  status: number;
  error: unknown;
}

const FORBIDDEN_MUTATION = 'mutation { createAuthor(data: { name: "A" }) { documentId } }';

/** Ten requests that Strapi refuses, each by another of its errors, and how it answers. */
export async function refusalsOf(app: App): Promise<Refusal[]> {
  const admin = await adminClient(app);
  const nobody = clientFor(app, 'no-token');
  const publicly = app.request;
  const requests = {
    'sign-in with a wrong password': publicly
      .post('/admin/login')
      .send({ email: 'admin@example.com', password: 'wrong' }),
    'sign-in without a password': publicly.post('/admin/login').send({ email: 'a@example.com' }),
    'administrators without a session': publicly.get('/admin/users'),
    'administrators with a false token': nobody.get('/admin/users'),
    'articles without the permission': publicly.get('/api/articles'),
    'end user with a wrong password': publicly
      .post('/api/auth/local')
      .send({ identifier: 'u@example.com', password: 'wrong' }),
    'registration without an e-mail': publicly
      .post('/api/auth/local/register')
      .send({ username: 'u', password: 'p' }),
    'entry with a wrong type': admin
      .post('/content-manager/collection-types/api::article.article')
      .send({ title: 'A', views: 'many' }),
    'entry that is not there': admin.get(
      '/content-manager/collection-types/api::article.article/no-such-document'
    ),
    'administrator with a weak password': admin.put('/admin/users/me').send({ password: 'short' }),
    'GraphQL mutation without the permission': publicly
      .post('/graphql')
      .send({ query: FORBIDDEN_MUTATION }),
  };
  const refusals: Refusal[] = [];
  for (const [request, answer] of Object.entries(requests)) {
    const { status, body } = await answer;
    const { error, errors } = body as {
      error?: { status: number; name: string; message: string };
      errors?: { message: string; extensions?: { code?: string } }[];
    };
    refusals.push({
      request,
      status,
      error: error
        ? { status: error.status, name: error.name, message: error.message }
        : (errors ?? []).map(({ message, extensions }) => [message, extensions?.code]),
    });
  }
  return refusals;
}
