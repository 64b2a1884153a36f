/**
 * What the four clients need to be told, as plain data. Read from the environment elsewhere; secrets live only here
 * and in the clients made from it, so this never crosses to the browser.
 */

/**
 * `perSecond`: calls started per second (may be a fraction). `concurrent`: calls in flight. `timeoutMs`: per call.
 * `maxAnswerBytes`: of one answer, `usualMaxAnswerBytes` unless given.
 */
export type Pace = { perSecond: number; concurrent: number; timeoutMs: number; maxAnswerBytes?: number };

export const usualMaxAnswerBytes = 16 * 1_048_576;

/** `id` is the decimal string that Cerego's support hands out; `name` is what members see and type. */
export type CeregoTagType = { id: string; name: string };

export type VeroConfig = { baseUrl: string; authToken: string; pace: Pace };

/** Without `partnerId` there is no public read: users and their tags are then never asked for. */
export type CeregoConfig = {
  baseUrl: string;
  apiKey: string;
  partnerId: string | null;
  tagTypes: readonly CeregoTagType[];
  pace: Pace;
};

/** `password` is the password proper: the client sends its md5 in hex, as Capillary's basic authentication wants it. */
export type CapillaryConfig = {
  baseUrl: string;
  username: string;
  password: string;
  changeLabelsMethod: 'POST' | 'GET';
  pace: Pace;
};

export type FragmentAuth =
  | { kind: 'client'; authUrl: string; clientId: string; clientSecret: string }
  | { kind: 'token'; token: string };

/** `listTimeoutMs`: for reading the list of all users, `usualListTimeoutMs` unless given. It is FRAGMENT's only read. */
export type FragmentConfig = { baseUrl: string; auth: FragmentAuth; pace: Pace; listTimeoutMs?: number };

export const usualListTimeoutMs = 120_000;

/** null: not connected. Base URLs are https (or http to loopback) and may carry a path prefix. */
export type ProvidersConfig = {
  vero: VeroConfig | null;
  cerego: CeregoConfig | null;
  capillary: CapillaryConfig | null;
  fragment: FragmentConfig | null;
};
