import { storeContract } from 'stormwright/testing/store-contract';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';

storeContract('the store in memory', async () => createMemoryStore());
