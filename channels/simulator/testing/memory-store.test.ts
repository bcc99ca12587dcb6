import { createMemoryStore } from './memory-store.ts';
import { simulatorStoreContract } from './store-contract.ts';

simulatorStoreContract('in memory', async () => createMemoryStore());
