import type { BestOffer } from '../insurance/expected/functions.ts';
import { Money } from '../insurance/expected/types.ts';

export const bestOffer: BestOffer = ({ risk, from, voucher }) => (risk === 'not insurable' || voucher === 'none' ? null : { yearly: Money.of(120_00n), starts: from });
