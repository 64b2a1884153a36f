import type { ToastInput } from '#components/ui/toast-store.ts';

export type RefreshedProvider = {
  label: string;
  state: 'read' | 'reading' | 'unsupported' | 'not-connected' | 'failed';
  message: string | null;
  drift: number;
};

/** What was read, what differed, and errors in the provider's words. */
export function formatRefresh(reports: readonly RefreshedProvider[]): ToastInput {
  const read = reports.filter(({ state }) => state === 'read');
  const failed = reports.filter(({ state }) => state === 'failed' || state === 'not-connected');
  const drifted = read.filter(({ drift }) => drift > 0);
  const detail = failed.map(({ label, message }) => `${label} could not be read: ${message ?? 'no answer'}`);
  if (read.length === 0) {
    const [first] = reports;
    return failed.length > 0
      ? { tone: 'danger', text: 'Nothing was read', detail: detail.join('. ') }
      : { tone: 'info', text: first?.message ?? `${first?.label ?? 'This provider'} is write-only` };
  }
  const text =
    drifted.length === 0
      ? `${listOf(read.map(({ label }) => label))} refreshed, no differences`
      : drifted.map(formatDrift).join('; ');
  return {
    tone: failed.length > 0 || drifted.length > 0 ? 'warn' : 'ok',
    text,
    detail: detail.length > 0 ? detail.join('. ') : undefined,
  };
}

function formatDrift({ label, drift }: RefreshedProvider): string {
  return drift === 1
    ? `${label} differed in 1 tag: shown now as ${label} has it`
    : `${label} differed in ${drift} tags: shown now as ${label} has them`;
}

function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
