'use client';

import { useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardHead } from '#components/ui/card.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { endOtherSessions, endOwnSession } from '#lib/actions/account.ts';
import type { OwnSession } from '#lib/shared/account.ts';
import type { Result } from '#lib/shared/result.ts';
import { useAccountAction } from './use-account-action.ts';

export function SessionsCard({ sessions }: { sessions: OwnSession[] }) {
  const { run, busy } = useAccountAction();
  const [refusal, setRefusal] = useState<string | null>(null);
  const end = async (perform: () => Promise<Result<unknown>>, done: string) => {
    const result = await run(perform, done);
    setRefusal(result.ok ? null : result.error.message);
  };
  return (
    <Card aria-labelledby="sessions-title">
      <CardHead
        end={
          sessions.length > 1 && (
            <Button
              size="small"
              busy={busy}
              onClick={() => void end(() => endOtherSessions({}), 'You are signed in here only.')}
            >
              End all others
            </Button>
          )
        }
      >
        <h2 id="sessions-title" className="font-semibold">
          Sessions
        </h2>
      </CardHead>
      {refusal !== null && <Alert announce title={refusal} className="m-3" />}
      <ul aria-labelledby="sessions-title">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex min-h-11 flex-wrap items-center gap-x-2 border-b border-line px-3 py-1.5 last:border-b-0"
          >
            <span className="font-medium">{session.device}</span>
            {session.current && <Pill tone="ok">this browser</Pill>}
            <span className="text-12 text-fg-3 tabular-nums">
              {session.address === '' ? 'address unknown' : session.address}
              {' · '}
              <RelativeTime at={session.createdAt} prefix="since" />
              {' · '}
              <RelativeTime at={session.lastUsedAt} prefix="used" suffix="ago" />
            </span>
            {!session.current && (
              <Button
                size="small"
                look="quiet"
                className="ms-auto"
                aria-label={`End ${session.device}, ${session.address}`}
                busy={busy}
                onClick={() =>
                  void end(() => endOwnSession({ sessionId: session.id }), `${session.device} is signed out.`)
                }
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
