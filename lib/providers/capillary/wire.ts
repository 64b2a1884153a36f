import { z } from 'zod';
import { listOf } from '../list-of.ts';

type LabelName = { labelName: string };

export type ChangeLabelsBody = { add: LabelName[]; remove: LabelName[] };

export type AddLabelsBody = { orgLabels: { name: string; description: string }[] };

const digits = z.union([z.number(), z.string()]).transform(String);
const code = digits;

/** `{"status":false,"code":33000,"message":"…"}`; the response table also has plain text. */
const notice = z.union([
  z.object({ code: code.nullish(), message: z.string().nullish() }),
  z.string().transform((message) => ({ code: null, message })),
]);

const notices = listOf(notice)
  .nullish()
  .transform((list) => list ?? []);

/**
 * `entity`: the customer's (or organisation's) id as digits. `success`, `message` and `errorCode` are in the
 * response table of "Tag Customers" only, never in a sample.
 */
export const envelope = z.object({
  entity: digits.nullish(),
  warnings: notices,
  errors: notices,
  success: z.boolean().nullish(),
  message: z.string().nullish(),
  errorCode: code.nullish(),
});

export type Envelope = z.infer<typeof envelope>;

/** GET /customers/{userId}/labels. Without labels `data` is absent and 33001 stands among the warnings. */
export const customerLabelsReply = envelope.extend({
  data: listOf(
    z.object({ labelName: z.string().nullish(), deleted: z.boolean().nullish(), userId: digits.nullish() }),
  ).nullish(),
});

export type CustomerLabelsReply = z.infer<typeof customerLabelsReply>;

/** GET /customers/labels/search. `customerLabels` holds what matched; formerly also labels that only begin so. */
export const labelSearchReply = envelope.extend({
  pagination: z.object({ total: z.number().nullish() }).nullish(),
  data: z
    .array(
      z.object({
        userId: z.union([z.number(), z.string()]).transform(String),
        customerLabels: z
          .array(z.object({ labelName: z.string().nullish(), deleted: z.boolean().nullish() }))
          .nullish(),
      }),
    )
    .nullish(),
});

/** GET /organization/labels */
export const organizationLabelsReply = envelope.extend({
  data: listOf(z.object({ name: z.string().nullish(), active: z.boolean().nullish() })).nullish(),
});

/** GET /customers/{userId}. A customer has a profile per source. */
export const customerReply = envelope.extend({
  id: digits.nullish(),
  profiles: listOf(
    z.object({
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      identifiers: listOf(z.object({ type: z.string().nullish(), value: z.string().nullish() })).nullish(),
    }),
  ).nullish(),
});

export type CustomerReply = z.infer<typeof customerReply>;
