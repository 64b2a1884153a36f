/** Settings of the clients. They hold secrets and never reach the browser. */

/**
 * `perSecond`: starts per second, may be a fraction. `concurrent`: in flight. `timeoutMs`: per call.
 * `maxAnswerBytes`: default `usualMaxAnswerBytes`.
 */
export type Pace = { perSecond: number; concurrent: number; timeoutMs: number; maxAnswerBytes?: number };

export const usualMaxAnswerBytes = 16 * 1_048_576;

/** `id`: a decimal string from Cerego's support; `name`: what members see. */
export type CeregoTagType = { id: string; name: string };

export type VeroConfig = { baseUrl: string; authToken: string; pace: Pace };

/** Without `partnerId` there is no public read. `departmentUsers`: read them too, default true. */
export type CeregoConfig = {
  baseUrl: string;
  apiKey: string;
  partnerId: string | null;
  tagTypes: readonly CeregoTagType[];
  departmentUsers?: boolean;
  pace: Pace;
};

/** `password`: in plain; the client sends its hex md5, as Capillary's basic authentication asks. */
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

/** `listTimeoutMs`: for FRAGMENT's only read, the list of all users; default `usualListTimeoutMs`. */
export type FragmentConfig = { baseUrl: string; auth: FragmentAuth; pace: Pace; listTimeoutMs?: number };

export const usualListTimeoutMs = 120_000;

/** null: not connected. Base URLs: https (or http to loopback), with or without a path. */
export type ProvidersConfig = {
  vero: VeroConfig | null;
  cerego: CeregoConfig | null;
  capillary: CapillaryConfig | null;
  fragment: FragmentConfig | null;
};
