/** Asks for a reading until it has ended: one that goes through a long list is answered with how far it has come. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Result } from '#lib/shared/result.ts';
import type { RefreshedProvider } from './say-refresh.ts';

type Report = Omit<RefreshedProvider, 'label'> & { provider: ProviderId };
/** null: no answer at all. */
type Answer = Result<Report[]> | null;

type Asking = {
  ask: (provider: ProviderId | null) => Promise<Answer>;
  /** Told each time, with the sentences of those that go on. */
  tell: (words: string) => void;
  pause: () => Promise<void>;
};

const noAnswer = 'Tagdesk did not answer. What was read by then is kept; refresh again to see';

/** What came out at each provider, or why the first asking failed. */
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
