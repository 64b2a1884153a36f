'use client';

import { AuthForm } from '#components/auth/auth-form.tsx';
import { OtherWay } from '#components/auth/other-way.tsx';
import { EmailField, PasswordField } from '#components/forms/person-fields.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { signInAction } from '#lib/actions/session.ts';
import { DemoForm } from './demo-form.tsx';

interface SignInFormProps {
  next: string;
  /** Why single sign-on was refused. */
  refusal: string | null;
  /** Its name; null: none. */
  otherWay: string | null;
  /** Reset links can be mailed. */
  sendsMail: boolean;
  /** The sandbox's own member is offered. */
  isDemo: boolean;
}

export function SignInForm({ next, refusal, otherWay, sendsMail, isDemo }: SignInFormProps) {
  return (
    <AuthForm
      title="Sign in"
      go="Sign in"
      action={signInAction}
      notice={refusal}
      hidden={{ next }}
      after={sendsMail && <OtherWay href="/forgotten">Forgot your password?</OtherWay>}
      below={
        <>
          {otherWay !== null && (
            <div className="mt-3 flex flex-col border-t border-line pt-3">
              {/* Not a router link: another site, and never prefetched. */}
              <a
                href={`/api/sign-in/oidc?next=${encodeURIComponent(next)}`}
                className={buttonClass({ size: 'large' })}
              >
                Sign in with {otherWay}
              </a>
            </div>
          )}
          {isDemo && <DemoForm next={next} />}
        </>
      }
    >
      {({ values }) => (
        <>
          <EmailField name="email" required defaultValue={values.email} />
          <PasswordField name="password" required />
        </>
      )}
    </AuthForm>
  );
}
