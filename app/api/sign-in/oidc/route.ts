/** Needs no session; `next` is a path of this installation. */
import { leaveForOidc } from '#lib/web/sign-in/oidc/sign-in.ts';

export function GET(request: Request): Promise<Response> {
  return leaveForOidc(new URL(request.url).searchParams.get('next') ?? '');
}
