import type { Instalments } from '../insurance/expected/functions.ts';
import { Money } from '../insurance/expected/types.ts';

export const instalments: Instalments = ({ yearly }) => [Money.of(yearly / 2n), Money.of(yearly - yearly / 2n)];
