import type { CapillaryCustomer } from './entries.ts';
import type { Answer } from './provider.ts';

/** The envelope: each field only where the samples show it. */

export type Notice = { status: false; code: number; message: string };

export function notice(code: number, message: string): Notice {
  return { status: false, code, message };
}

/** 33000: the message alone has the label's name. */
export const labelNotFound = (name: string) => notice(33000, `${name} label not found`);
export const userLabelsNotFound = () => notice(33001, 'User labels not found');

/** Codes of "Errors and warnings"; the last four texts are not published. */
const messages = new Map([
  [401, 'Unauthorized: invalid credentials'],
  [403, 'Access denied or a mandatory field is missing'],
  [503, 'Authorization status unavailable'],
  [521, 'Multiple actions are running for the same customer. Please try after some time.'],
  [400, 'Bad request'],
  [404, 'Resource not found'],
  [405, 'Method not allowed'],
  [415, 'Unsupported media type'],
  [429, 'Too many requests'],
]);

export function capillaryErrorBody(status: number): string {
  return errorsBody(status, messages.get(status) ?? 'Internal server error');
}

function errorsBody(code: number, message: string): string {
  return JSON.stringify({ errors: [notice(code, message)] });
}

/** Its code is its HTTP status. */
export function capillaryError(status: number, message?: string): Answer {
  const body = message === undefined ? capillaryErrorBody(status) : errorsBody(status, message);
  return { status, body, applied: false };
}

export function codedError(status: number, code: number, message: string): Answer {
  return { status, body: errorsBody(code, message), applied: false };
}

/**
 * 8015, documented without `entity` and `warnings`. 8069 and 8109: codes of merged and deleted customers,
 * whose texts are not published.
 */
export function customerNotFound(status: number, customer: CapillaryCustomer | undefined): Answer {
  if (customer?.mergedInto) return codedError(status, 8069, 'Customer has been merged into another account');
  if (customer?.deleted) return codedError(status, 8109, 'Customer has been deleted');
  return codedError(status, 8015, 'Customer not found for the given identifiers');
}

export function isFormer({ mergedInto, deleted }: CapillaryCustomer): boolean {
  return mergedInto !== undefined || deleted === true;
}

/** As a JSON number, digit for digit. */
export function int64(digits: string): unknown {
  return JSON.rawJSON(digits);
}

export function isInt64(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= 9_223_372_036_854_775_807n;
}
