import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { createApplication as cinema } from '../../generated/cinema/app.ts';
import { createApplication as library } from '../../generated/library/app.ts';
import { createApplication as parcels } from '../../generated/parcels/app.ts';
import { createApplication as webShop } from '../../generated/web-shop/app.ts';
import { shop } from './shop.ts';

/** What all models of the house became, and one with names that are hard to write. */
export const applications: { readonly [name: string]: () => ApplicationDefinition } = { bank, cinema, library, parcels, 'web-shop': webShop, shop };
