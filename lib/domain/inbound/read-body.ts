/** Vero’s webhooks, as its pages show them: “User created” and “User updated”. */
import { z } from 'zod';
import { parseJsonText } from '#lib/providers/json-text.ts';
import { canBeKept } from '#lib/providers/text-rule.ts';
import type { InboundContent } from '#lib/shared/inbound.ts';

/** Ids and e-mails at Vero are shorter than 255 characters. */
const maxId = 254;
const maxTags = 1_000;
const maxTag = 5_000;
const maxType = 100;

const text = z.string().refine(canBeKept);
const id = z.union([text, z.int().transform(String)]).pipe(z.string().min(1).max(maxId));
const tags = z.array(text.min(1).max(maxTag)).max(maxTags).nullish();
const event = z.object({ type: text.min(1).max(maxType) });
const user = z.object({ id, email: text.max(maxId).nullish().catch(null) });
/** Only “User updated” has changes. */
const told = z.object({
  user,
  changes: z.object({ _tags: z.object({ add: tags, remove: tags }).nullish() }).nullish(),
});

/** `reason`: why it is not applied. */
export type ReadBody = {
  type: string;
  externalId: string | null;
  content: InboundContent;
  reason: string | null;
};

/** null: no event at all, so nothing of it is kept. */
export function readBody(body: string): ReadBody | null {
  const value = parseJsonText(body);
  const type = event.safeParse(value).data?.type;
  if (type === undefined) return null;
  const bad = (reason: string): ReadBody => ({ type, externalId: null, content: {}, reason });
  if (type !== 'user_created' && type !== 'user_updated')
    return bad('Tagdesk does not know this kind of event.');
  const parsed = told.safeParse(value);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    return bad(`“${place}” is missing, too long, or of another kind than Vero’s pages say.`);
  }
  const { data } = parsed;
  const { add, remove } = (type === 'user_updated' ? data.changes?._tags : null) ?? {};
  const { email } = data.user;
  if (add?.some((tag) => remove?.includes(tag))) return bad('It adds and removes the same tag.');
  return {
    type,
    externalId: data.user.id,
    content: { ...(email ? { email } : {}), ...(add ? { add } : {}), ...(remove ? { remove } : {}) },
    reason: null,
  };
}
