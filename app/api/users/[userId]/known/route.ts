import { exportKnown } from '#lib/domain/identities/erase-user.ts';
import { jsonTextRoute } from '#lib/web/json-route.ts';

/** GET: all that is known of a user, as one JSON text. */
export const GET = jsonTextRoute((context, { userId }) => exportKnown(context, Number(userId)));
