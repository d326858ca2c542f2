import type { Letter } from '../insurance/expected/functions.ts';

export const letter: Letter = ({ street }) => `Dear owner of ${street}`;
