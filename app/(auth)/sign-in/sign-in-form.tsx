'use client';

import { AuthForm } from '#components/auth/auth-form.tsx';
import { OtherWay } from '#components/auth/other-way.tsx';
import { EmailField, PasswordField } from '#components/forms/person-fields.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { signInAction } from '#lib/actions/session.ts';

interface SignInFormProps {
  next: string;
  /** Why single sign-on just sent somebody back. */
  refusal: string | null;
  /** How the single sign-on of this installation is called, where there is one. */
  otherWay: string | null;
  /** Whether a link to a new password can be sent. */
  sendsMail: boolean;
}

/** E-mail and password, or off to the identity provider. */
export function SignInForm({ next, refusal, otherWay, sendsMail }: SignInFormProps) {
  return (
    <AuthForm
      title="Sign in"
      go="Sign in"
      action={signInAction}
      notice={refusal}
      hidden={{ next }}
      after={sendsMail && <OtherWay href="/forgotten">Forgot your password?</OtherWay>}
      below={
        otherWay !== null && (
          <div className="mt-3 flex flex-col border-t border-line pt-3">
            {/* Not a router link: it leaves for another site, and must not be asked for in advance. */}
            <a
              href={`/api/sign-in/oidc?next=${encodeURIComponent(next)}`}
              className={buttonClass({ size: 'large' })}
            >
              Sign in with {otherWay}
            </a>
          </div>
        )
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
