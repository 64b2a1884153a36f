import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  /** Beside the title: “7 days”. */
  note?: ReactNode;
  end?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

/** A region named by its title, without a box: hairlines part them. */
export function Section({ title, note, end, className, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <div className="flex min-h-9.5 flex-wrap items-center gap-x-2 px-4">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {note !== undefined && <span className="text-12 text-fg-3 tabular-nums">{note}</span>}
        {end !== undefined && <div className="ms-auto text-12 text-fg-2">{end}</div>}
      </div>
      {children}
    </section>
  );
}
