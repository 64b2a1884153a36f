'use client';

import dynamic from 'next/dynamic';
import { buttonId, panelId, useSandbox } from './use-sandbox.ts';

const SandboxPanel = dynamic(() => import('./sandbox-panel.tsx').then((module) => module.SandboxPanel), {
  ssr: false,
});

/** In the banner. */
export function SandboxButton() {
  const { kept, change } = useSandbox();
  return (
    <button
      id={buttonId}
      type="button"
      aria-expanded={kept.open}
      aria-controls={kept.open ? panelId : undefined}
      onClick={() => change({ open: !kept.open })}
      className="h-full rounded-mark px-2 font-medium text-accent underline-offset-2 hover:underline low:absolute low:inset-0 low:overflow-hidden low:rounded-full low:px-0 low:text-transparent"
    >
      Faults and tour
    </button>
  );
}

/** Beside the page; loaded when it is opened. */
export function SandboxBeside({ canReset }: { canReset: boolean }) {
  const { kept } = useSandbox();
  return kept.open && <SandboxPanel canReset={canReset} />;
}
