import { agentOf } from '../../../../../server/src/read/query/agent';

const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)';

describe('a user agent in words', () => {
  it.each([
    [`${MAC} Chrome/130.0.0.0 Safari/537.36`, 'Chrome', 'macOS'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
      'Firefox',
      'Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 ' +
        '(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari',
      'iOS',
    ],
    ['curl/8.4.0', 'curl 8.4.0', null],
    ['node', 'node', null],
    ['PostmanRuntime/7.39.0', 'PostmanRuntime 7.39.0', null],
    ['axios/1.7.2 (Linux x64)', 'axios 1.7.2', 'Linux'],
  ])('reads %s', (userAgent, program, system) => {
    expect(agentOf(userAgent)).toEqual({ program, system });
  });

  it.each(['', '  ', '(?)', null])('makes nothing up of "%s"', (userAgent) => {
    expect(agentOf(userAgent)).toBeNull();
  });
});
