/** Vero's webhooks. Without a session: the address itself is the secret. */
import { inboundRoute } from '#lib/web/answer-inbound.ts';

export const dynamic = 'force-dynamic';

export const POST = inboundRoute;
