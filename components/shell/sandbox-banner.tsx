import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';

const words = 'Sandbox: nothing leaves this machine';

/** Its mark alone where the window is low. `children`: a button at its end, there over the mark. */
export function SandboxBanner({ children }: { children?: ReactNode }) {
  return (
    <aside
      aria-label="Sandbox"
      className="flex h-6 shrink-0 items-center justify-center gap-1.5 border-b border-accent-line bg-accent-tint text-12 text-fg phone:h-8 low:absolute low:start-[calc(var(--navigation-width)-32px)] low:top-3 low:z-20 low:h-6 low:w-6 low:rounded-full low:border low:phone:start-[calc(var(--navigation-width)+12px)] low:phone:top-2"
    >
      <span data-tip={words} className="flex">
        <FlaskConical aria-hidden strokeWidth={1.5} className="size-3.5 text-accent" />
      </span>
      <p className="low:sr-only">{words}</p>
      {children}
    </aside>
  );
}
