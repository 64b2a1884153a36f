'use client';

import { Check, Copy, Mail } from 'lucide-react';
import { useRef, useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { sendLink } from '#lib/actions/members.ts';
import type { NewLink as MadeLink } from '#lib/shared/members.ts';

const icon = { 'aria-hidden': true, strokeWidth: 1.5, className: 'size-3.5' };

/** `what`: “invitation”, “link”. */
export function NewLink({ link, what, onClose }: { link: MadeLink; what: string; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const { sending, sentTo, refusal, send } = useSendLink(link.path);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(field.current?.value ?? '');
      setCopied(true);
    } catch {
      // Over plain http browsers offer no clipboard.
      setCopied(false);
    }
  };
  const { mailTo } = link;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-fg-2">
        {mailTo === null ? (
          `Hand this ${what} over yourself: Tagdesk does not send it.`
        ) : (
          <>
            Send this {what} to <Verbatim className="font-medium wrap-anywhere">{mailTo}</Verbatim>, or hand
            it over yourself.
          </>
        )}{' '}
        It works once, expires <RelativeTime at={link.expiresAt} className="font-medium" />, and is not shown
        again.
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
      {refusal !== null && (
        <Alert
          announce
          tone={refusal.certain ? 'danger' : 'warn'}
          title={refusal.certain ? 'The mail was not sent' : 'Nobody knows whether the mail was sent'}
        >
          {refusal.words}
        </Alert>
      )}
      <p role="status" className="text-12 text-fg-2 wrap-anywhere empty:hidden">
        {sentTo !== null && `Sent to ${sentTo}. `}
        {copied === true && 'Copied.'}
        {copied === false && 'Press Ctrl+C or Cmd+C: this browser does not copy by itself here.'}
      </p>
      <div
        className={classNames(
          'flex items-center justify-end gap-2',
          mailTo !== null && 'phone:grid phone:grid-cols-2',
        )}
      >
        <Button size="large" onClick={onClose}>
          Done
        </Button>
        <Button
          look={mailTo === null ? 'primary' : 'default'}
          size="large"
          icon={copied ? <Check {...icon} /> : <Copy {...icon} />}
          onClick={() => void copy()}
        >
          Copy link
        </Button>
        {mailTo !== null && (
          <Button
            look="primary"
            size="large"
            busy={sending}
            icon={sentTo === null ? <Mail {...icon} /> : <Check {...icon} />}
            onClick={() => void send()}
            className="phone:col-span-2"
          >
            {sentTo === null ? 'Send by e-mail' : 'Send again'}
          </Button>
        )}
      </div>
    </div>
  );
}

/** `certain`: the mail was not sent; else unknown. */
type Refusal = { words: string; certain: boolean };

const silence = 'Tagdesk did not answer. The history shows what became of the mail.';

function useSendLink(path: string) {
  const [sending, setSending] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const send = async () => {
    setSending(true);
    setRefusal(null);
    setSentTo(null);
    const result = await sendLink({ path }).catch(() => null);
    setSending(false);
    if (result?.ok) setSentTo(result.value.to);
    else
      setRefusal({
        words: result?.error.message ?? silence,
        certain: result !== null && result.error.code !== 'too-slow',
      });
  };
  return { sending, sentTo, refusal, send };
}
