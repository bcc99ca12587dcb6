import { createMemoryStore } from './stage.ts';
import { simulatorStoreContract } from './store-contract.ts';

simulatorStoreContract('in memory', async () => createMemoryStore());
