import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './core/postgres/schema/*.ts',
  out: './migrations',
});
