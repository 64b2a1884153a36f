'use client';

import { unstable_rethrow } from 'next/navigation';
import {
  type FormEvent,
  type ReactNode,
  useActionState,
  useEffect,
  useId,
  useRef,
  useState,
  useTransition,
} from 'react';
import { PageTitle } from '#components/shell/page-title.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { FormState } from '#lib/actions/session.ts';

interface AuthFormProps {
  title: string;
  intro?: ReactNode;
  go: string;
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** Shown when no answer came: what is unknown, and how to find out. */
  silence?: string;
  /** Initial values. */
  values?: FormState['values'];
  /** Shown when the page opens; not announced. */
  notice?: string | null;
  hidden?: Record<string, string>;
  children: (state: Pick<FormState, 'fields' | 'values'>) => ReactNode;
  after?: ReactNode;
  below?: ReactNode;
}

/**
 * A form with a server action, so it works before hydration; afterwards the fields keep what is typed while
 * it is sent.
 */
export function AuthForm({
  title,
  intro,
  go,
  action,
  silence = 'Tagdesk did not answer. Check the connection, then try again.',
  values = {},
  notice = null,
  hidden = {},
  children,
  after,
  below,
}: AuthFormProps) {
  const titleId = useId();
  // Without JavaScript this is the answer that the page came with.
  const [served, submit] = useActionState(action, { message: notice, fields: {}, values });
  const [answer, setAnswer] = useState<{ state: FormState; sent: FormData } | null>(null);
  const [busy, startSending] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const state = answer?.state ?? served;
  const isAtField = Object.keys(state.fields).some((name) => !(name in hidden));

  // React resets a form after its action, with what was typed meanwhile: so it is sent from here.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = new FormData(event.currentTarget);
    startSending(async () => {
      try {
        setAnswer({ state: await action(state, sent), sent });
      } catch (error) {
        unstable_rethrow(error);
        setAnswer({ state: { message: silence, fields: {}, values: state.values }, sent });
      }
    });
  };

  useEffect(() => {
    if (answer && form.current) forgetSecrets(form.current, answer.sent);
  }, [answer]);

  return (
    <Card aria-labelledby={titleId} className="p-4">
      <PageTitle>{title}</PageTitle>
      <form ref={form} action={submit} onSubmit={send} noValidate className="flex flex-col gap-3">
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

/** Refused passwords and codes are cleared, unless changed since. */
function forgetSecrets(form: HTMLFormElement, sent: FormData): void {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement)) continue;
    const isSecret = field.type === 'password' || field.autocomplete === 'one-time-code';
    if (isSecret && field.value === sent.get(field.name)) field.value = '';
  }
}
