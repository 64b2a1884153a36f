/** GET /api/sign-in/oidc/callback: where the identity provider sends the browser back to. Needs no session. */
import { returnFromOidc } from '#lib/web/sign-in/oidc/sign-in.ts';

export function GET(request: Request): Promise<Response> {
  return returnFromOidc(request);
}
