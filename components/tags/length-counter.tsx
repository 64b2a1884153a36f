import { countCharacters } from '#components/ui/text-field.tsx';

/** `13/100` over the end of a field; nothing while it is empty. */
export function LengthCounter({ text, limit }: { text: string; limit: number | null }) {
  if (limit === null || text === '') return null;
  const used = countCharacters(text);
  return (
    <span
      aria-hidden
      className={`pointer-events-none absolute end-px top-px flex h-6.5 items-center rounded-control bg-surface ps-1 pe-2 text-11 font-medium tabular-nums phone:h-9.5 ${used > limit ? 'text-danger' : 'text-fg-3'}`}
    >
      {used}/{limit}
    </span>
  );
}
