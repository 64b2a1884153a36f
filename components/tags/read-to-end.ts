/** Repeats a reading until it ends: long ones answer with progress. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Result } from '#lib/shared/result.ts';
import type { RefreshedProvider } from './format-refresh.ts';

type Report = Omit<RefreshedProvider, 'label'> & { provider: ProviderId };
/** null: no answer. */
type Answer = Result<Report[]> | null;

type Asking = {
  ask: (provider: ProviderId | null) => Promise<Answer>;
  /** Progress of those still reading. */
  tell: (words: string) => void;
  pause: () => Promise<void>;
};

const noAnswer = 'Tagdesk did not answer. What was read by then is kept; refresh again to see';

/** Per provider, or why the first call failed. */
export async function readToEnd(
  provider: ProviderId | null,
  { ask, tell, pause }: Asking,
): Promise<Result<RefreshedProvider[]> | null> {
  const first = await ask(provider);
  if (!first?.ok) return first;
  const ended: Report[] = [];
  let reports = first.value;
  for (;;) {
    ended.push(...reports.filter(({ state }) => state !== 'reading'));
    const open = reports.filter(({ state }) => state === 'reading');
    if (open.length === 0) break;
    tell(open.map(({ message }) => message ?? '').join('. '));
    await pause();
    reports = (await Promise.all(open.map((each) => askOn(ask, each.provider)))).flat();
  }
  return { ok: true, value: ended.map((each) => ({ ...each, label: capabilitiesOf(each.provider).label })) };
}

async function askOn(ask: Asking['ask'], provider: ProviderId): Promise<Report[]> {
  const answer = await ask(provider);
  if (answer?.ok) return answer.value;
  const message = answer ? answer.error.message : noAnswer;
  return [{ provider, state: 'failed', message, drift: 0 }];
}
