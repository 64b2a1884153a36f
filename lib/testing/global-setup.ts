/** Vitest's global set-up: one database server for the whole run; tests reach it by `createTestDatabase`. */
import type { TestProject } from 'vitest/node';
import { joinTestServer, startTestServer } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test server's database `postgres`. */
    serverUrl: string;
  }
}

/** Starts the server, unless the environment names one; gives Vitest the function that stops and deletes it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = (await joinTestServer()) ?? (await startTestServer());
  project.provide('serverUrl', server.url);
  return server.stop;
}
