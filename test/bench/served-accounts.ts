import { accountNumbers } from './accounts.ts';

/** Those that are paid in to over HTTP; each has had so many events before. */
export const ACCOUNTS = accountNumbers(0, 1000);
export const SEEDED = 10;
