/** The list as JSON beside a bare server. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sample } from '../statistics.ts';
import { openTimedClient, type TimedClient } from '../system/http.ts';
import type { Installation } from '../system/installation.ts';
import { compareRates } from '../system/load.ts';
import { startAnnounced } from '../system/processes.ts';
import { takeTurns } from '../take-turns.ts';
import { chooseStatements } from './choose-statements.ts';
import { type Question, readQuestions } from './questions.ts';

export type ReadResult = {
  question: Question;
  /** null for a count. */
  rows: number | null;
  tagdesk: Sample;
  limit: Sample;
  /** Per second with 16 at once; only for rows. */
  rates: { one: number; other: number } | null;
};

export type ReadOptions = {
  databaseUrl: string;
  size: number;
  installation: Installation;
  folder: string;
  withLoad: boolean;
};

const turns = { warmUps: 15, rounds: 200, limitMs: 8_000 };

export async function measureReads(
  resources: AsyncDisposableStack,
  options: ReadOptions,
): Promise<ReadResult[]> {
  const { databaseUrl, size, installation, folder, withLoad } = options;
  const questions = await readQuestions(databaseUrl, size);
  const tagdesk = openTimedClient(installation.url, installation.cookie);
  const chosen = await chooseStatements(databaseUrl, tagdesk, questions);
  const file = join(folder, `statements-${size}.json`);
  writeFileSync(
    file,
    JSON.stringify(
      chosen.map(({ statement }) => statement),
      null,
      2,
    ),
  );
  const { url } = await startAnnounced(resources, {
    name: 'limit',
    file: fileURLToPath(new URL('./limit-server.ts', import.meta.url)),
    environment: { LIMIT_DATABASE_URL: databaseUrl, LIMIT_STATEMENTS: file },
  });
  const limit = openTimedClient(url);
  const results: ReadResult[] = [];
  for (const [place, question] of questions.entries()) {
    const { mine, bare } = await compare(tagdesk, limit, question.path, `/${place}`);
    const rates =
      withLoad && question.kind === 'rows'
        ? await compareRates(
            { url: `${installation.url}${question.path}`, cookie: installation.cookie },
            { url: `${url}/${place}` },
          )
        : null;
    results.push({ question, rows: chosen[place]?.rows ?? null, tagdesk: mine, limit: bare, rates });
  }
  await Promise.all([tagdesk.close(), limit.close()]);
  return results;
}

async function compare(tagdesk: TimedClient, limit: TimedClient, path: string, limitPath: string) {
  return takeTurns(
    {
      mine: async () => (await tagdesk.get(path)).totalMs,
      bare: async () => (await limit.get(limitPath)).totalMs,
    },
    turns,
  );
}
