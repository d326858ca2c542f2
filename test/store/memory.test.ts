import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { storeContract } from '../../runtime/testing/store-contract.ts';

storeContract('the store in memory', async () => createMemoryStore());
