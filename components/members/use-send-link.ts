'use client';

import { useState } from 'react';
import { sendLink } from '#lib/actions/members.ts';

/** Sends a link that was just made to whom it is for, and keeps what came of it: where it went to, or why not. */
export function useSendLink(path: string) {
  const [sending, setSending] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = async () => {
    setSending(true);
    setRefusal(null);
    setSentTo(null);
    const result = await sendLink({ path }).catch(() => null);
    setSending(false);
    if (!result) setRefusal('Tagdesk did not answer. The mail may have gone out: the history shows it.');
    else if (result.ok) setSentTo(result.value.to);
    else setRefusal(result.error.message);
  };
  return { sending, sentTo, refusal, send };
}
