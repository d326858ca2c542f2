import type { DaysOnTheWay } from '../generated/parcels/functions.ts';

export const daysOnTheWay: DaysOnTheWay = ({ zone, express }) => {
  switch (zone) {
    case 'home':
      return express ? 1 : 2;
    case 'neighbours':
      return express ? 2 : 5;
    case 'world':
      return null;
  }
};
