import { captureWith, redactorWith } from './fixtures';

const SECRET = 'hunter2';
const redactor = redactorWith({ revealHandlers: ['graphql'] });
const kept = (query: string, variables: unknown, data?: unknown) =>
  redactor.request(
    captureWith({
      ...{ origin: 'graphql', handler: 'graphql', requestBody: { query, variables } },
      ...(data !== undefined && { responseBody: { data } }),
    })
  );

describe('the name of a GraphQL field', () => {
  it.each([
    ['{apiKey}', { apiKey: SECRET }],
    ['{generatePassword}', { generatePassword: SECRET }],
    ['{secrets}', { secrets: [SECRET] }],
    ['{x:apiKey}', { x: SECRET }],
    ['{card{number}}', { card: { number: SECRET } }],
    ['{x:card{y:number}}', { x: { y: SECRET } }],
    ['{webhookUrl}', { webhookUrl: `https://example.com/in/${SECRET}` }],
    ['{settings{note:key count:value}}', { settings: [{ note: 'password', count: SECRET }] }],
    [
      '{settings{note:key count:value other:key}}',
      { settings: { other: 'password', note: 'a', count: SECRET } },
    ],
    ['{note{password:title settings}}', { note: { settings: { password: SECRET } } }],
  ])('decides about its answer: %s', (query, data) => {
    expect(JSON.stringify(kept(query, undefined, data))).not.toContain(SECRET);
  });

  it.each([
    ['mutation{setPassword(value:"hunter2")}', {}],
    ['mutation{password(new:"hunter2")}', {}],
    ['mutation{card(number:"hunter2")}', {}],
    ['mutation($new:String){setPassword(new:$new)}', { new: SECRET }],
    ['mutation($new:String){card(number:$new)}', { new: SECRET }],
    ['mutation($k:String,$v:String){setSetting(key:$k,value:$v)}', { k: 'password', v: SECRET }],
    ['mutation($k:String){setSetting(key:$k,value:"hunter2")}', { k: 'password' }],
    ['mutation($v:String){setSetting(key:"password",value:$v)}', { v: SECRET }],
    ['mutation($k:String="password",$v:String){setSetting(key:$k,value:$v)}', { v: SECRET }],
    ['mutation($k:String,$v:String){set(all:[{key:$k,value:$v}])}', { k: 'password', v: SECRET }],
    [
      'mutation($k:String,$v:String){setSetting(key:$k,value:$v)}',
      JSON.stringify({ k: 'password', v: SECRET }),
    ],
  ])('decides about its arguments: %s', (query, variables) => {
    expect(JSON.stringify(kept(query, variables))).not.toContain(SECRET);
  });

  it('leaves others alone', () => {
    const query = 'mutation($k:String,$v:String){note(type:$k,data:$v,of:"a") count:note(of:"b")}';
    const variables = { k: 'color', v: 'red' };
    const data = { note: { of: 'a', count: 1 }, count: [{ type: 'color', data: 'red' }] };
    const { requestBody, responseBody } = kept(query, variables, data);
    expect(requestBody).toEqual({ query, variables });
    expect(responseBody).toEqual({ data });
  });
});
