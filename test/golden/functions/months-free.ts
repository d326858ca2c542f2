import type { MonthsFree } from '../insurance/expected/functions.ts';

export const monthsFree: MonthsFree = ({ voucher }) => voucher.length;
