import { Temporal } from 'stormwright';
import type { TimeToAnswer } from '../insurance/expected/functions.ts';

export const timeToAnswer: TimeToAnswer = () => Temporal.Duration.from({ hours: 14 * 24 });
