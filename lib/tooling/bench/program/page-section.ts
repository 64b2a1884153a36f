/** `page`: the first byte of the users page beside its rows as JSON, and the whole document. */
import type { Measurement } from '../bench.ts';
import { differenceFigure } from '../report/figure.ts';
import { openTimedClient } from '../system/http.ts';
import { startInstallation } from '../system/installation.ts';
import { takeTurns } from '../take-turns.ts';

const maxAboveMs = 40;
const turns = { warmUps: 10, rounds: 100, limitMs: 20_000 };

export const pageSection: Measurement = async (bench, resources) => {
  const databaseUrl = await bench.people(bench.sizes.at(-1) ?? 0);
  const installation = await startInstallation(resources, databaseUrl);
  const client = openTimedClient(installation.url, installation.cookie);
  const { firstByte, json } = await takeTurns(
    {
      firstByte: async () => (await client.get('/users')).firstByteMs,
      json: async () => (await client.get('/api/users')).firstByteMs,
    },
    turns,
  );
  const { whole, jsonAgain } = await takeTurns(
    {
      whole: async () => (await client.get('/users')).totalMs,
      jsonAgain: async () => (await client.get('/api/users')).totalMs,
    },
    turns,
  );
  await client.close();
  const most = maxAboveMs;
  return [
    differenceFigure('page', 'first byte of /users', { measured: firstByte, limit: json, most }),
    differenceFigure('page', 'last byte of /users', { measured: whole, limit: jsonAgain, most }),
  ];
};
