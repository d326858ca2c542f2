import { command, type Trials } from './trial.ts';

/** Ben asks, and NL000001 is Ada's. */
const as = 'Ben';
const never = { as, hides: 'Ada' } as const;

export const others: Trials = {
  about: 'What belongs to somebody else: Ben asks for Ada\'s',
  trials: [
    { tried: 'her row by its key', url: '/account-overview/NL000001', status: 404, ...never },
    { tried: 'her row in the list', url: '/account-overview', status: 200, ...never },
    { tried: 'her row by a filter', url: '/account-overview?owner=Ada', status: 200, says: '"items":[]', as },
    { tried: 'her row by an order that would show where it stands', url: '/account-overview?sort=accountNumber&limit=1', status: 200, ...never },
    { tried: 'her movements', url: '/statement/NL000001/1', status: 404, ...never },
    { tried: 'her movements in the list', url: '/statement/NL000001', status: 200, says: '"items":[]', as },
    { tried: 'her account', url: '/bank-account/NL000001', status: 404, ...never },
    { tried: 'her account as it was', url: '/bank-account/NL000001?revision=1', status: 404, ...never },
    { tried: 'her account at a time', url: '/bank-account/NL000001?at=2030-01-01T00:00:00Z', status: 404, ...never },
    { tried: 'her account\'s history', url: '/bank-account/NL000001/history', status: 404, ...never },
    { tried: 'her account\'s events', url: '/bank-account/NL000001/events', status: 404, ...never },
    { tried: 'whether her account has changed, by its tag', url: '/bank-account/NL000001', headers: { 'if-none-match': '"2"' }, status: 404, ...never },
    { tried: 'whether her row is there, by any tag', url: '/account-overview/NL000001', headers: { 'if-none-match': '*' }, status: 404, ...never },
    { tried: 'to wait for her row', url: '/account-overview/NL000001?wait-for=1', status: 404, ...never },
    { tried: 'what only the clerk looks at', url: '/bonus-account', status: 403, as },
    command('to take money out of her account', 'withdraw-money', { accountNumber: 'NL000001', amount: '1.00' }, 409, { as }),
    command('the same, with the revision that it is at', 'withdraw-money', { accountNumber: 'NL000001', amount: '1.00' }, 412, { ...never, headers: { 'if-match': '"2"' }, says: 'not for you to see' }),
    command('the same, with another revision, to hear which it is at', 'withdraw-money', { accountNumber: 'NL000001', amount: '1.00' }, 412, { ...never, headers: { 'if-match': '"99"' }, says: 'not for you to see' }),
    command('what only the clerk does', 'name-bonus-account', { accountNumber: 'NL000002' }, 403, { as }),
    command('to open an account in her name', 'open-account', { accountNumber: 'NL000005', owner: 'Ada' }, 409, { as }),
    command('what only policies send', 'begin-transfer-step', {}, 404, { as }),
  ],
};
