import type { IsSuspicious } from '../insurance/expected/functions.ts';

export const isSuspicious: IsSuspicious = ({ street, claims }) => street === '' || claims > 5;
