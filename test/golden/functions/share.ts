import { Decimal } from 'stormwright';
import type { Share } from '../insurance/expected/functions.ts';

export const share: Share = ({ risk }) => new Decimal(risk === 'low' ? '0.125' : '0.5');
