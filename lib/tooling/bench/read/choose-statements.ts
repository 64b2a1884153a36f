/** The limit of a question: its fastest statement with the right answer. */

import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { percentile } from '../statistics.ts';
import type { TimedClient } from '../system/http.ts';
import type { Question } from './questions.ts';

const tries = 7;
/** Slower ones are not tried again. */
const hopelessMs = 400;

const pageAnswer = z.object({ users: z.array(z.unknown()) });
const countAnswer = z.object({ count: z.number() });

/** `rows`: as Tagdesk gives; null for a count. */
export type ChosenStatement = { statement: string; rows: number | null };

/** One per question. Throws where none agrees with Tagdesk: one of them is wrong. */
export async function chooseStatements(
  databaseUrl: string,
  tagdesk: TimedClient,
  questions: readonly Question[],
): Promise<ChosenStatement[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const chosen: ChosenStatement[] = [];
    for (const question of questions) {
      const { text } = await tagdesk.get(question.path);
      const answer: unknown = JSON.parse(text);
      const expected =
        question.kind === 'rows' ? pageAnswer.parse(answer).users : countAnswer.parse(answer).count;
      chosen.push({
        statement: await fastest(client, question, expected),
        rows: Array.isArray(expected) ? expected.length : null,
      });
    }
    return chosen;
  } finally {
    await client.end();
  }
}

async function fastest(client: pg.Client, question: Question, expected: unknown): Promise<string> {
  let best: { statement: string; ms: number } | null = null;
  for (const statement of question.statements) {
    const times: number[] = [];
    let body = '';
    for (let round = 0; round < tries; round += 1) {
      const startedAt = performance.now();
      body = (await client.query<{ body: string }>(statement)).rows[0]?.body ?? '';
      times.push(performance.now() - startedAt);
      if ((times.at(-1) ?? 0) > hopelessMs && round > 0) break;
    }
    if (!isDeepStrictEqual(JSON.parse(body), expected)) continue;
    const ms = percentile(times, 0.5);
    if (best === null || ms < best.ms) best = { statement, ms };
  }
  if (best === null) throw new Error(`Tagdesk and SQL disagree about “${question.name}” (${question.kind}).`);
  return best.statement;
}
