'use client';

import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { NewLink as MadeLink } from '#lib/members/schemas.ts';

/** A link that was just made, to copy and hand over. `what`: “invitation”, “link to a new password”. */
export function NewLink({ link, what, onClose }: { link: MadeLink; what: string; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(field.current?.value ?? '');
      setCopied(true);
    } catch {
      // Over plain http browsers lend no clipboard.
      setCopied(false);
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-fg-2">
        Hand this {what} over yourself: Tagdesk sends no mail. It works once, expires{' '}
        <RelativeTime at={link.expiresAt} className="font-medium" />, and is not shown again.
      </p>
      <TextField
        ref={field}
        label="Link"
        size="large"
        readOnly
        value={new URL(link.path, window.location.origin).href}
        onFocus={(event) => event.currentTarget.select()}
        data-autofocus
        className="font-mono"
      />
      <div className="flex items-center justify-end gap-2">
        <p role="status" className="me-auto text-12 text-fg-2">
          {copied === true && 'Copied.'}
          {copied === false && 'Press Ctrl+C or Cmd+C: this browser does not copy by itself here.'}
        </p>
        <Button size="large" onClick={onClose}>
          Done
        </Button>
        <Button
          look="primary"
          size="large"
          icon={
            copied ? (
              <Check aria-hidden strokeWidth={1.5} className="size-3.5" />
            ) : (
              <Copy aria-hidden strokeWidth={1.5} className="size-3.5" />
            )
          }
          onClick={() => void copy()}
        >
          Copy link
        </Button>
      </div>
    </div>
  );
}
