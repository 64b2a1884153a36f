/**
 * The limit of reads: a bare Node server that sends one prepared statement's text by the same driver.
 * LIMIT_DATABASE_URL: the database, LIMIT_STATEMENTS: a JSON file; `GET /<position>` answers. Announces
 * `{"url": …}`.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';
import { z } from 'zod';

const { LIMIT_DATABASE_URL: connectionString, LIMIT_STATEMENTS: file } = z
  .object({ LIMIT_DATABASE_URL: z.string(), LIMIT_STATEMENTS: z.string() })
  .parse(process.env);
const statements = z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
const pool = new pg.Pool({ connectionString, max: 10 });

const server = createServer(async (request, response) => {
  const place = Number(request.url?.slice(1));
  const text = statements[place];
  if (text === undefined) {
    response.writeHead(404).end();
    return;
  }
  try {
    const { rows } = await pool.query<{ body: string }>({ name: `limit_${place}`, text });
    const body = rows[0]?.body ?? '';
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.message : String(error));
  }
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No address.');
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${address.port}` })}\n`);
});
