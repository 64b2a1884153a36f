/**
 * Failures inside Capillary's answers: the documents do not say whether codes are HTTP's or the body's, and
 * "Customer not found" has no stated status.
 */
import { envelope } from './wire.ts';

/** Codes of Capillary's global table that mean the same as the HTTP status of that number. */
const globalCodes = new Set(['400', '401', '403', '404', '405', '415', '500', '503', '521']);

/** Capillary, Tag Customers: 8015 "Customer not found". */
const customerNotFound = '8015';

export function statusOfBody(status: number, json: unknown): number {
  const error = findError(json);
  if (!error) return status;
  if (error.code === customerNotFound) return 404;
  if (error.code && globalCodes.has(error.code)) return Number(error.code);
  return status < 300 ? 400 : status;
}

export function wordsOfBody(json: unknown): { code: string | null; message: string | null } {
  const error = findError(json);
  return {
    code: error?.code ?? null,
    message: error?.message ?? envelope.safeParse(json).data?.message ?? null,
  };
}

/** Whether an error's body has the envelope's fields. */
export function speaksCapillary(json: unknown): boolean {
  return findError(json) !== undefined && findError(json) !== null;
}

function findError(json: unknown) {
  const reply = envelope.safeParse(json).data;
  if (!reply) return null;
  // The response table's form; samples only ever show `errors`.
  const failed = reply.success === false ? { code: reply.errorCode, message: reply.message } : null;
  return reply.errors[0] ?? failed;
}
