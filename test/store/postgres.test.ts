import { storeContract } from 'stormwright/testing/store-contract';
import { createTestStore } from '../postgres/test-store.ts';

storeContract('the store on PostgreSQL', () => createTestStore());
