import type { ReactNode } from 'react';
import { Brand } from '#components/shell/brand.tsx';
import { SandboxBanner } from '#components/shell/sandbox-banner.tsx';
import { processSettings } from '#lib/platform/runtime.ts';

export const dynamic = 'force-dynamic';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      {processSettings().sandbox && <SandboxBanner />}
      <main className="mx-auto flex w-full max-w-90 flex-1 flex-col justify-center gap-4 px-4 py-10">
        <div className="flex flex-col gap-1.5 px-1">
          <Brand />
          <p className="text-12 text-fg-2">
            Find anybody, see every tag that they carry in Vero, Cerego, Capillary and FRAGMENT, and change
            one or a hundred thousand: with a plan before, proof after, and a way back.
          </p>
        </div>
        {children}
      </main>
    </div>
  );
}
