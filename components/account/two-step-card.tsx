'use client';

import { useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';
import { Pill } from '#components/ui/pill.tsx';
import type { OwnAccount } from '#lib/shared/account.ts';
import { type TwoStepAction, TwoStepDialog } from './two-step-dialog.tsx';

export function TwoStepCard({ account }: { account: OwnAccount }) {
  const [action, setAction] = useState<TwoStepAction | null>(null);
  return (
    <Card aria-labelledby="two-step-title">
      <CardHead end={<Pill tone={account.twoStep ? 'ok' : 'neutral'}>{account.twoStep ? 'on' : 'off'}</Pill>}>
        <h2 id="two-step-title" className="font-semibold">
          Two-factor authentication
        </h2>
      </CardHead>
      <CardBody>
        <p className="text-fg-2">
          {account.twoStep
            ? 'After your password, a code from your authenticator app is asked for.'
            : 'With it, a stolen password alone opens nothing: a code from an app on your phone is asked for too.'}
        </p>
        {account.twoStepDemanded && !account.twoStep && (
          <Alert tone="warn" title="Your role needs two-factor authentication">
            Set it up now: until then nothing but this page is open to you.
          </Alert>
        )}
        {account.twoStep && <CodesLeft count={account.recoveryCodes} />}
        <div className="flex flex-wrap gap-2">
          {account.twoStep ? (
            <>
              <Button size="large" onClick={() => setAction('renew')}>
                New recovery codes
              </Button>
              {!account.twoStepDemanded && (
                <Button size="large" onClick={() => setAction('stop')}>
                  Turn off
                </Button>
              )}
            </>
          ) : (
            <Button size="large" onClick={() => setAction('start')}>
              Set up
            </Button>
          )}
        </div>
      </CardBody>
      <TwoStepDialog action={action} hasPassword={account.hasPassword} onClose={() => setAction(null)} />
    </Card>
  );
}

function CodesLeft({ count }: { count: number }) {
  if (count > 0) {
    return (
      <p className="text-12 text-fg-3">
        {count === 1 ? 'One recovery code is left.' : `${count} recovery codes are left.`}
      </p>
    );
  }
  return (
    <Alert tone="warn" title="You have no recovery code left">
      Without one, a lost phone keeps you out until an admin helps. Make new ones.
    </Alert>
  );
}
