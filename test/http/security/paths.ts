import { command, type Trials } from './trial.ts';

const fields = { accountNumber: 'NL000001', amount: '1.00' };

export const paths: Trials = {
  about: 'Tricks with paths, methods and headers',
  trials: [
    { tried: 'out of a folder, in plain', url: '/account-overview/../requests.json', as: 'nobody', status: 404 },
    { tried: 'out of a folder, encoded', url: '/account-overview/..%2f..%2fetc%2fpasswd', status: 404 },
    { tried: 'out of a folder, encoded twice', url: '/account-overview/%252e%252e%252fetc', status: 404 },
    { tried: 'two slashes', url: '//account-overview', status: 404 },
    { tried: 'a slash behind', url: '/account-overview/', status: 404 },
    { tried: 'other letters', url: '/Account-Overview', status: 404 },
    { tried: 'a point and a comma', url: '/account-overview;admin=true', status: 404 },
    { tried: 'an encoded slash in a key', url: '/account-overview/NL000001%2fevents', status: 404 },
    { tried: 'a file of the server', url: '/package.json', status: 404 },
    { tried: 'a whole URL of somebody else', url: 'http://evil.example/account-overview', as: 'nobody', status: 401 },
    { tried: 'what systems were asked, with a token', url: '/requests.json', status: 404 },
    { tried: 'to delete a row', method: 'DELETE', url: '/account-overview/NL000001', status: 405 },
    { tried: 'to put a row', method: 'PUT', url: '/account-overview/NL000001', body: '{}', status: 405 },
    { tried: 'to read a command', url: '/commands/deposit-money', status: 405 },
    { tried: 'another method behind a POST', method: 'POST', url: '/account-overview/NL000001', headers: { 'x-http-method-override': 'DELETE' }, body: '{}', status: 405 },
    { tried: 'leave of another site before a request', method: 'OPTIONS', url: '/commands/deposit-money', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' }, as: 'nobody', status: 405, hides: 'access-control-allow-origin' },
    { tried: 'to be the clerk by a header, without a token', url: '/account-overview', as: 'nobody', headers: { actor: 'Bank clerk', 'actor-id': 'Carl' }, status: 401 },
    { tried: 'to be the clerk by a header, with an owner\'s token', url: '/account-overview', as: 'Ben', headers: { actor: 'Bank clerk' }, status: 403 },
    { tried: 'to be Ada by a header, with Ben\'s token', url: '/account-overview', as: 'Ben', headers: { 'actor-id': 'Ada' }, status: 400 },
    { tried: 'to come from this machine by a header', url: '/account-overview', as: 'nobody', headers: { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1', 'x-real-ip': '127.0.0.1' }, status: 401 },
    { tried: 'a token in the address', url: '/account-overview?access_token=abc', as: 'nobody', status: 401 },
    command('a key against repeats that is too long', 'deposit-money', fields, 400, { headers: { 'idempotency-key': 'x'.repeat(1000) } }),
    command('an empty key against repeats', 'deposit-money', fields, 400, { headers: { 'idempotency-key': ' ' } }),
    command('a tag that is never ours', 'deposit-money', fields, 412, { headers: { 'if-match': '"abc"' } }),
    command('a list of tags', 'deposit-money', fields, 400, { headers: { 'if-match': '"1", "2"' } }),
    { tried: 'a description in another language', url: '/openapi.json', headers: { 'accept-language': '../../etc/passwd' }, status: 200 },
  ],
};
