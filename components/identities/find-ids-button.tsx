import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { FindProps } from './find-ids.tsx';

const FindIdsDialog = dynamic(() => import('./find-ids.tsx').then((module) => module.FindIdsDialog), {
  ssr: false,
});

/** “Find…”, where the provider can be asked for one person. */
export function FindIdsButton({ onTake, size, ...find }: FindProps & { size?: ButtonSize }) {
  const [open, setOpen] = useState(false);
  const { label, findsBy } = capabilitiesOf(find.provider);
  if (findsBy.length === 0) return null;
  const close = () => setOpen(false);
  return (
    <>
      <Button
        size={size}
        aria-label={`Find at ${label}`}
        icon={<Search aria-hidden strokeWidth={1.5} className="size-3.5" />}
        onClick={() => setOpen(true)}
      >
        Find…
      </Button>
      {open && (
        <FindIdsDialog
          {...find}
          onClose={close}
          onTake={(candidate) => {
            close();
            onTake(candidate);
          }}
        />
      )}
    </>
  );
}
