import { storeContract } from '../../runtime/testing/store-contract.ts';
import { createTestStore } from '../postgres/test-store.ts';

storeContract('the store on PostgreSQL', () => createTestStore());
