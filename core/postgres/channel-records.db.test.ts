import type { EntryContent } from '../../channels/simulator/store.ts';
import { simulatorStoreContract } from '../../channels/simulator/testing/store-contract.ts';
import { testDatabase } from '../testing/database.ts';
import { createSimulatorStore } from './channel-records.ts';

const { pool } = await testDatabase();

simulatorStoreContract('the simulator in PostgreSQL', async () => {
  await pool.query('truncate simulator_entry');
  return createSimulatorStore<EntryContent>(pool);
});
