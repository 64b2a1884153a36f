'use client';

import { type ReactNode, useActionState, useId } from 'react';
import { PageTitle } from '#components/shell/page-title.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { FormState } from '#lib/actions/session.ts';

interface AuthFormProps {
  title: string;
  intro?: ReactNode;
  /** What the button says. */
  go: string;
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** What stands in the fields at first. */
  values?: FormState['values'];
  /** What the page opens with, from elsewhere: not said aloud. */
  notice?: string | null;
  /** Sent along, not shown. */
  hidden?: Record<string, string>;
  /** The fields, as the last answer left them. */
  children: (state: Pick<FormState, 'fields' | 'values'>) => ReactNode;
  /** Another way on, inside the form or under it. */
  after?: ReactNode;
  below?: ReactNode;
}

/** A form before anybody is signed in. A plain form with an action, so it works before the page's script has arrived. */
export function AuthForm({
  title,
  intro,
  go,
  action,
  values = {},
  notice = null,
  hidden = {},
  children,
  after,
  below,
}: AuthFormProps) {
  const titleId = useId();
  const [state, submit, busy] = useActionState(action, { message: notice, fields: {}, values });
  const isAtField = Object.keys(state.fields).some((name) => !(name in hidden));
  return (
    <Card aria-labelledby={titleId} className="p-4">
      <PageTitle>{title}</PageTitle>
      <form action={submit} noValidate className="flex flex-col gap-3">
        <h1 id={titleId} className="text-16 font-semibold tracking-lead">
          {title}
        </h1>
        {intro !== undefined && <p className="text-12 text-fg-2 wrap-anywhere">{intro}</p>}
        {state.message !== null && !isAtField && (
          <Alert announce={state.message !== notice} title={state.message} />
        )}
        {children(state)}
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit" look="primary" size="large" busy={busy}>
          {go}
        </Button>
        {after}
      </form>
      {below}
    </Card>
  );
}
