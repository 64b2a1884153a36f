/**
 * The limit of `inbound`: a bare Node server that stores each body as one row of a table without an index.
 * LIMIT_DATABASE_URL: the database. Announces `{"url": …}`.
 */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { z } from 'zod';

const { LIMIT_DATABASE_URL: connectionString } = z
  .object({ LIMIT_DATABASE_URL: z.string() })
  .parse(process.env);
const pool = new pg.Pool({ connectionString, max: 10 });
await pool.query('create table if not exists bare_events (at timestamptz default now(), body jsonb)');

const server = createServer(async (request, response) => {
  try {
    const values = [await text(request)];
    await pool.query({ name: 'keep', text: 'insert into bare_events (body) values ($1)', values });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.message : String(error));
  }
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No address.');
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${address.port}/` })}\n`);
});
