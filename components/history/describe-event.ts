/** An event of the history as plain words. Pure. */
import type { HistoryEvent } from '#lib/changes/history-schemas.ts';

const known: Record<string, string> = {
  'sign-in.succeeded': 'Signed in',
  'sign-in.failed': 'Sign-in failed',
  'sign-in.disabled': 'Sign-in of a disabled member',
  'sign-in.limited': 'Sign-in held back: too many attempts',
  'sign-out': 'Signed out',
  'action-refused': 'Refused',
  'run.not-started': 'Scheduled run not started',
  'users.exported': 'Users exported',
  'history.exported': 'History exported',
  'history.removed': 'Old lines removed',
};

/** “Signed in”, “Member changed”: a kind without words of its own is read as it is written, noun first. */
export function nameEvent({ kind }: Pick<HistoryEvent, 'kind'>): string {
  const words = known[kind] ?? kind.replaceAll(/[.-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** “role viewer → support, banned true”: what was before stands before what is, under one name. */
export function describeDetail(detail: HistoryEvent['detail']): string {
  return Object.entries(detail)
    .filter(([name, value]) => value !== null && value !== '' && !isBeforeOfAnother(name, detail))
    .map(([name, value]) => {
      const before = detail[`${name}Before`];
      const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
      return before === undefined ? `${words} ${value}` : `${words} ${before} → ${value}`;
    })
    .join(', ');
}

function isBeforeOfAnother(name: string, detail: HistoryEvent['detail']): boolean {
  return name.endsWith('Before') && name.slice(0, -'Before'.length) in detail;
}
