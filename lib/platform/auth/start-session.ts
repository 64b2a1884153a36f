/** A session for a member who signed in by single sign-on. */
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/** Not callable from outside: no router is exposed. Throws APIError `MEMBER_DISABLED`. */
export function startSession() {
  return {
    id: 'tagdesk-start-session',
    endpoints: {
      startSession: createAuthEndpoint(
        '/tagdesk/start-session',
        { method: 'POST', body: z.object({ memberId: z.string() }) },
        async (context) => {
          const { internalAdapter } = context.context;
          const user = await internalAdapter.findUserById(context.body.memberId);
          if (!user) throw new APIError('UNAUTHORIZED');
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(context, { session, user });
          return { memberId: user.id, name: user.name, email: user.email };
        },
      ),
    },
  };
}
