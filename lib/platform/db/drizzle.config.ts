import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate --config lib/platform/db/drizzle.config.ts` writes the next migration from the schema. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './lib/platform/db/schema/index.ts',
  out: './lib/platform/db/migrations',
});
