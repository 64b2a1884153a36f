'use client';

import { useState } from 'react';
import { sendLink } from '#lib/actions/members.ts';

/** `certain`: the mail did not go out; otherwise nobody can tell. */
type Refusal = { words: string; certain: boolean };

const silence = 'Tagdesk did not answer. The history shows what became of the mail.';

/** Sends a link that was just made to whom it is for, and keeps what came of it: where it went to, or why not. */
export function useSendLink(path: string) {
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
