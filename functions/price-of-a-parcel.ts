import type { PriceOfAParcel } from '../generated/parcels/functions.ts';
import { Euro, type Kilograms, type Zone } from '../generated/parcels/types.ts';

/** For parcels up to so many grams, in cents to each zone. */
const TABLE: readonly (readonly [grams: bigint, cents: { readonly [zone in Zone]: bigint }])[] = [
  [2_000n, { home: 6_90n, neighbours: 15_90n, world: 23_90n }],
  [5_000n, { home: 8_90n, neighbours: 18_90n, world: 36_50n }],
  [10_000n, { home: 10_90n, neighbours: 22_90n, world: 48_00n }],
  [31_500n, { home: 19_90n, neighbours: 34_90n, world: 64_50n }],
];

/** What does not lie flat on the belt is carried by hand. */
const ROLL = { from: 5, cents: 4_00n } as const;

export const priceOfAParcel: PriceOfAParcel = ({ weight, longestSide, shortestSide, zone }) => {
  const isRoll = longestSide > shortestSide * ROLL.from;
  return Euro.of(byWeight(weight, zone) + (isRoll ? ROLL.cents : 0n));
};

function byWeight(weight: Kilograms, zone: Zone): bigint {
  const row = TABLE.find(([grams]) => weight <= grams);
  if (row === undefined) throw new RangeError(`Nobody carries ${weight} grams.`);
  return row[1][zone];
}
