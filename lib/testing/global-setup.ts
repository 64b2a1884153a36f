/** One database server for the whole run. */
import type { TestProject } from 'vitest/node';
import { joinTestServer, startTestServer } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The database `postgres`. */
    serverUrl: string;
  }
}

/** Unless the environment names one; gives Vitest its teardown. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = (await joinTestServer()) ?? (await startTestServer());
  project.provide('serverUrl', server.url);
  return server.stop;
}
