/** `history`: pages under each filter, ten lines per user, beside bare statements. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, Measurement } from '../bench.ts';
import { differenceFigure, type Figure } from '../report/figure.ts';
import { openTimedClient } from '../system/http.ts';
import { startInstallation } from '../system/installation.ts';
import { keepDatabase } from '../system/keep-database.ts';
import { startAnnounced } from '../system/processes.ts';
import { takeTurns } from '../take-turns.ts';
import { fillWithHistory } from './fill-history.ts';
import { historyQuestions } from './questions.ts';

const edition = 2;
const linesPerPerson = 10;
/** Mostly json to read and write; nobody should wait for it. */
const maxAboveMs = 50;
const turns = { warmUps: 3, rounds: 40, limitMs: 4_000 };

const linesOf = ({ sizes }: Pick<Bench, 'sizes'>) => (sizes.at(-1) ?? 0) * linesPerPerson;

/** A database with the largest size's users and ten lines for each; made once and kept. */
export async function openHistory(bench: Bench): Promise<string> {
  const size = linesOf(bench);
  return keepDatabase(bench.serverUrl, {
    name: `history_${size}`,
    mark: `Tagdesk benchmark, edition ${edition}, ${size} lines of history`,
    fill: (client) => {
      bench.print(`Making a history of ${size.toLocaleString('en')} lines; ten million take ten minutes …`);
      return fillWithHistory(client, size, bench.print);
    },
  });
}

export const historySection: Measurement = async (bench, resources) => {
  const { folder } = bench;
  const size = linesOf(bench);
  const databaseUrl = await openHistory(bench);
  const questions = await historyQuestions(databaseUrl);
  const installation = await startInstallation(resources, databaseUrl);
  const file = join(folder, `history-${size}.json`);
  writeFileSync(file, JSON.stringify(questions.map(({ statement }) => statement)));
  const { url } = await startAnnounced(resources, {
    name: 'limit',
    file: fileURLToPath(new URL('../read/limit-server.ts', import.meta.url)),
    environment: { LIMIT_DATABASE_URL: databaseUrl, LIMIT_STATEMENTS: file },
  });
  const tagdesk = openTimedClient(installation.url, installation.cookie);
  const limit = openTimedClient(url);
  const figures: Figure[] = [];
  for (const [place, { name, path }] of questions.entries()) {
    const { mine, bare } = await takeTurns(
      {
        mine: async () => (await tagdesk.get(path)).totalMs,
        bare: async () => (await limit.get(`/${place}`)).totalMs,
      },
      turns,
    );
    const section = `history ${size.toLocaleString('en')}`;
    figures.push(differenceFigure(section, name, { measured: mine, limit: bare, most: maxAboveMs }));
  }
  await Promise.all([tagdesk.close(), limit.close()]);
  return figures;
};
