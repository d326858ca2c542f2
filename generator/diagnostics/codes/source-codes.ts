import { error } from '../code.ts';

export const sourceCodes = {
};
