import { FlaskConical } from 'lucide-react';

export function SandboxBanner() {
  return (
    <aside
      aria-label="Sandbox"
      className="flex h-6 shrink-0 items-center justify-center gap-1.5 border-b border-accent-line bg-accent-tint text-12 text-fg"
    >
      <FlaskConical aria-hidden strokeWidth={1.5} className="size-3.5 text-accent" />
      <p>Sandbox: nothing leaves this machine</p>
    </aside>
  );
}
