import { parse } from 'graphql';
import { statusOfErrorName } from '../../../../../server/src/strapi/http/error-status';
import {
  onlyReads,
  operationOf,
  rootFieldsOf,
  type GraphqlDocument,
} from '../../../../../server/src/strapi/graphql/operations';

const read = (text: string): GraphqlDocument => parse(text) as unknown as GraphqlDocument;

function fieldsOf(text: string, variables = {}, name?: string) {
  const document = read(text);
  const operation = operationOf(document, name);
  return operation && rootFieldsOf(document, operation, variables);
}

describe('the root fields of an operation', () => {
  it('go by their alias, and name the id that they are about', () => {
    const text = `mutation ($id: ID!) {
      a: deleteAuthor(documentId: $id) { documentId }
      updateUsersPermissionsUser(id: 7, data: {}) { data { id } }
      login(input: { identifier: "x", password: "y" }) { jwt }
    }`;
    expect(fieldsOf(text, { id: 'abc' })).toEqual([
      { key: 'a', name: 'deleteAuthor', id: 'abc' },
      { key: 'updateUsersPermissionsUser', name: 'updateUsersPermissionsUser', id: '7' },
      { key: 'login', name: 'login', id: null },
    ]);
  });

  it('are found in fragments, nested ones and ones without a name', () => {
    const text = `mutation { ...One ... on Mutation { c { id } } }
      fragment One on Mutation { a { id } ...Two }
      fragment Two on Mutation { b { id } }`;
    expect(fieldsOf(text)?.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  });

  it('have an end where fragments hold themselves or are not there', () => {
    const text = `mutation { ...One } fragment One on Mutation { a { id } ...One ...None }`;
    expect(fieldsOf(text)?.map(({ key }) => key)).toEqual(['a']);
  });

  it('are those of the operation that is named, and of none where it is not told', () => {
    const text = 'query A { a } mutation B { b }';
    expect(fieldsOf(text, {}, 'B')).toEqual([{ key: 'b', name: 'b', id: null }]);
    expect(fieldsOf(text)).toBeNull();
    expect(fieldsOf(text, {}, 'C')).toBeNull();
  });
});

describe('a document', () => {
  it.each([
    ['{ a }', true],
    ['query A { a } query B { b }', true],
    ['subscription { a }', true],
    ['mutation { a }', false],
    ['query A { a } mutation B { b }', false],
    ['fragment A on Mutation { a }', false],
  ])('%s only reads: %s', (text, reads) => {
    expect(onlyReads(read(text))).toBe(reads);
  });
});

describe('the status of an error', () => {
  class ApplicationError extends Error {
    override name = 'ApplicationError';
  }
  class ForbiddenError extends ApplicationError {}
  class OrderError extends ForbiddenError {
    override name = 'OrderError';
  }

  it.each<[string, unknown, number | null]>([
    ['its own', Object.assign(new Error('x'), { status: 409 }), 409],
    ['that of its name', new ApplicationError('x'), 400],
    ['that of a class that it extends', new OrderError('x'), 403],
    ['none for a fault', new TypeError('x'), null],
    ['none for a status that is none', Object.assign(new TypeError('x'), { status: 42 }), null],
    ['none for what is no error', 'x', null],
    ['none without a prototype', Object.create(null), null],
  ])('is %s', (_name, error, status) => {
    expect(statusOfErrorName(error)).toBe(status);
  });
});
