import type { RiskOfAHouse } from '../insurance/expected/functions.ts';

export const riskOfAHouse: RiskOfAHouse = ({ house, claims }) => (house.thatched ? 'high' : claims > 0 ? 'medium' : 'low');
