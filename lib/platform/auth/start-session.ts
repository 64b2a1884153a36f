/** A session for a member whose identity was proved in another way than by a password: single sign-on. */
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/**
 * Adds `auth.api.startSession` to better-auth, with its own sessions and cookies. No router is exposed, so nobody can
 * call it from outside. Throws APIError `MEMBER_DISABLED` like every other way in.
 */
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
