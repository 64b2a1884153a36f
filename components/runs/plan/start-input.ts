/** Input of the start dialog. Pure; times in the reader's zone. */
import { countOf, formatCount } from '#components/ui/count.ts';

type ReadTime = { iso: string; fault?: undefined } | { iso?: undefined; fault: string };
type ReadCount = { count: number; fault?: undefined } | { count?: undefined; fault: string };

const soonest = 60_000;

/** `2026-11-20T18:30` → ISO 8601. */
export function readLocalTime(text: string, now: number): ReadTime {
  const at = text === '' ? Number.NaN : new Date(text).getTime();
  if (Number.isNaN(at)) return { fault: 'Give a date and a time.' };
  if (at < now + soonest) return { fault: 'This time has passed: choose a later one, or start now.' };
  return { iso: new Date(at).toISOString() };
}

/** For datetime-local, to the minute. */
export function toLocalTime(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** “39,898”, “39898” and “39 898” are equal. `what` begins the error. */
export function readCount(text: string, wanted: number, what = 'This plan has'): ReadCount {
  const digits = text.replace(/[\s,.'’]/g, '');
  if (!/^\d+$/.test(digits)) return { fault: `Type the number of changes: ${formatCount(wanted)}.` };
  if (Number(digits) !== wanted)
    return { fault: `${what} ${countOf(wanted, 'change')}, not ${formatCount(Number(digits))}.` };
  return { count: wanted };
}
