/** The identity provider redirects here. Needs no session. */
import { returnFromOidc } from '#lib/web/sign-in/oidc/sign-in.ts';

export function GET(request: Request): Promise<Response> {
  return returnFromOidc(request);
}
