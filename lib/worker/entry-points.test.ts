/** What a worker starts by itself: a new job must say here who allowed it. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * Functions of verb folders that a worker calls. They act on rows that a verb wrote after checking
 * permission, or on no member's; what starts later than asked checks again.
 */
const entryPoints: Record<string, string> = {
  // Rows of the ledger, recorded by editTags, saveProfile, undoChange, launchRun …
  'domain/changes/claim-changes.ts': 'the verb that recorded the line',
  'domain/changes/execute-change.ts': 'the verb that recorded the line',
  'domain/changes/perform-change.ts': 'the verb that recorded the line',
  'domain/changes/close-changes.ts': 'the verb that recorded the line; says what came of it',
  'domain/changes/leases.ts': 'nobody: notes whose sender is gone',
  'domain/changes/settle-unknown.ts': 'nobody: reads at the provider, sends nothing',
  'domain/changes/outcomes.ts': 'nobody: pure',
  // Rows of runs, by createRun, startRun, pauseRun, cancelRun …
  'domain/runs/advance-runs.ts': 'the verb that set the state; startDue asks again for whoever scheduled it',
  'domain/runs/delete-old-targets.ts': 'nobody: removes plans that nobody started',
  'domain/runs/stop-run.ts': 'nobody: pauses what only meets refusals; a member resumes or cancels it',
  // Rows of startPull and schedulePull.
  'domain/pulls/advance-pull.ts': 'the verb that began it; reads at the provider, sends nothing',
  'domain/pulls/start-due-pulls.ts': 'the schedule of an admin',
  // Rows that came to an address of rotateInbound.
  'domain/inbound/apply-inbound.ts':
    'whoever made the address; writes what the provider reported, sends nothing',
  // Rows of setDriftPolicy.
  'domain/drift/put-back-due.ts': 'whoever set the policy, who must be allowed to still',
  // Events of createCatalogueTag.
  'domain/tags/catalogue-outcome.ts': 'nobody: reads the catalogue, sends nothing',
  'domain/tags/near-copies.ts': 'nobody: lists tags that may be one, changes none',
  // The installation's own.
  'domain/identities/open-new-cases.ts': 'nobody: lists who may be whom, changes no user',
  'domain/history/remove-old-history.ts': 'the setting TAGDESK_HISTORY_DAYS',
};

const verbFolders = ['domain/', 'web/', 'platform/auth/', 'platform/audit/', 'platform/context.ts'];
const contextOfTheWorkerItself = 'platform/context.ts';

function importedVerbs(): string[] {
  const folder = new URL('.', import.meta.url);
  const sources = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !/(\.test|testing[\w-]*)\.ts$/.test(file))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const modules = sources.flatMap((source) =>
    [...source.matchAll(/^import (?!type )[^;]*? from '#lib\/([\w/-]+\.ts)';$/gms)].map(
      ([, path = '']) => path,
    ),
  );
  const isVerb = (path: string) => verbFolders.some((folder) => path.startsWith(folder));
  return [...new Set(modules.filter(isVerb))].filter((path) => path !== contextOfTheWorkerItself).sort();
}

test('a worker takes up what stands here and nothing else', () => {
  expect(importedVerbs()).toEqual(Object.keys(entryPoints).sort());
});

test('it calls no verb in anybody’s name: none of these asks for a permission, which Tagdesk itself would always have', () => {
  for (const path of importedVerbs()) {
    const source = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
    expect(source.includes('requirePermission'), path).toBe(false);
  }
});
