/** `npm run settings` writes `.env.example` and lib/docs/settings.md from here and `providers.ts`. */
import { BlockList } from 'node:net';
import { z } from 'zod';
import { roles } from '#lib/shared/permissions.ts';
import { about } from './read-setting.ts';
import {
  addresses,
  databaseUrl,
  issuerUrl,
  oneOf,
  optional,
  origin,
  risingSeconds,
  someOf,
  wholeNumber,
  zoneName,
} from './values.ts';

/** `transaction`: pooler in transaction mode; `none`: none, or in session mode; `auto`: each connection finds out. */
const poolers = ['auto', 'transaction', 'none'] as const;
export type PoolerChoice = (typeof poolers)[number];

/** As in the SQL function `remove_old_history`. */
const minHistoryDays = 30;

export const ownSettings = {
  port: wholeNumber
    .refine((port) => port <= 65_535, 'must be at most 65535.')
    .default(3000)
    .register(about, { variable: 'PORT', meaning: 'where Tagdesk serves' }),
  appUrl: optional(origin).register(about, {
    variable: 'APP_URL',
    unset: '`http://localhost:PORT`',
    meaning: 'the address people use; with https, cookies are secure',
    example: 'https://tagdesk.example.com',
  }),
  databaseUrl: optional(databaseUrl).register(about, {
    variable: 'DATABASE_URL',
    unset: 'embedded PostgreSQL',
    meaning: 'a PostgreSQL database (14 or newer; the extension `pg_trgm` is created)',
    example: 'postgres://tagdesk:password@localhost:5432/tagdesk',
  }),
  databasePooler: oneOf(poolers).default('auto').register(about, {
    variable: 'TAGDESK_DATABASE_POOLER',
    meaning:
      '`transaction` or `none`, where Tagdesk cannot find out itself what stands before the database; see [Poolers](operating.md#poolers-and-a-database-that-fails)',
  }),
  secret: optional(z.string().min(32, 'must have at least 32 characters.')).register(about, {
    variable: 'TAGDESK_SECRET',
    unset: 'made once, kept in the data folder',
    meaning: 'signs sessions; at least 32 characters, the same on every instance',
    example: 'at-least-32-characters-the-same-on-every-instance',
  }),
  dataDir: optional(z.string()).register(about, {
    variable: 'TAGDESK_DATA_DIR',
    unset: '`.tagdesk`',
    meaning: "the embedded database, the sandbox's world, the secret",
    example: '.tagdesk',
  }),
  adminEmail: optional(z.email('must be an e-mail address.').toLowerCase()).register(about, {
    variable: 'TAGDESK_ADMIN_EMAIL',
    meaning:
      'the first admin, made when nobody is a member yet. Without them `/setup` asks, guarded by a code printed at start',
  }),
  adminPassword: optional(z.string().min(8, 'must have at least 8 characters.')).register(about, {
    variable: 'TAGDESK_ADMIN_PASSWORD',
    meaning: null,
  }),
  sandbox: optional(oneOf(['1', '0'], '1 or 0')).register(about, {
    variable: 'TAGDESK_SANDBOX',
    unset: 'on when nothing is configured',
    meaning: '`1` asks for the sandbox, in a database of its own; never together with a real provider',
    example: '1',
  }),
  confirmAbove: wholeNumber.default(1_000).register(about, {
    variable: 'TAGDESK_CONFIRM_ABOVE',
    meaning: 'a run that changes more users than this asks for the number to be typed',
  }),
  // A gateway's queue may apply a call minutes after its answer was lost. Each look is one reading.
  lookAgainSeconds: risingSeconds.default([3, 10, 30, 120, 600]).register(about, {
    variable: 'TAGDESK_LOOK_AGAIN_SECONDS',
    meaning:
      'when a change whose answer was lost is looked for at its provider; not seen by the last look, it counts as failed',
  }),
  historyDays: optional(
    wholeNumber.refine((days) => days >= minHistoryDays, {
      error: ({ input }) => `must be at least ${minHistoryDays}, not "${input}".`,
    }),
  ).register(about, {
    variable: 'TAGDESK_HISTORY_DAYS',
    unset: 'for ever',
    meaning:
      'lines of the history older than this many days (30 or more) are removed; open and doubtful ones stay',
    example: '730',
  }),
  timeZone: zoneName.default('UTC').register(about, {
    variable: 'TAGDESK_TIME_ZONE',
    meaning:
      'whose days are meant, such as `Europe/Berlin`: in filters, views, history, charts, file names and the API',
    example: 'Europe/Berlin',
  }),
  inviteDays: wholeNumber.default(7).register(about, {
    variable: 'TAGDESK_INVITE_DAYS',
    meaning: 'how many days an invitation works',
  }),
  twoFactorRoles: someOf(roles).default([]).register(about, {
    variable: 'TAGDESK_TWO_FACTOR_ROLES',
    unset: 'nobody',
    meaning:
      'roles that need two-factor authentication, such as `admin,marketer`; until it is set up, nothing else can be done',
    example: 'admin,marketer',
  }),
  sessionDays: wholeNumber.default(30).register(about, {
    variable: 'TAGDESK_SESSION_DAYS',
    meaning: 'a session ends after so many days, however busy it is; one that is not used ends after seven',
  }),
  smtpUrl: optional(z.string()).register(about, {
    variable: 'TAGDESK_SMTP_URL',
    unset: 'none: no mail',
    meaning: '`smtps://user:password@host` and `Tagdesk <desk@example.com>`; see [Mail](members.md#mail)',
    example: 'smtps://user:password@mail.example.com',
  }),
  mailFrom: optional(z.string()).register(about, {
    variable: 'TAGDESK_MAIL_FROM',
    meaning: null,
    example: 'Tagdesk <desk@example.com>',
  }),
  oidcIssuer: optional(issuerUrl).register(about, {
    variable: 'OIDC_ISSUER',
    meaning: 'single sign-on by OpenID Connect; see [Members](members.md)',
    example: 'https://login.example.com',
  }),
  oidcClientId: optional(z.string()).register(about, { variable: 'OIDC_CLIENT_ID', meaning: null }),
  oidcClientSecret: optional(z.string()).register(about, { variable: 'OIDC_CLIENT_SECRET', meaning: null }),
  oidcName: z.string().default('single sign-on').register(about, {
    variable: 'OIDC_NAME',
    meaning: 'the button says “Sign in with …”',
  }),
  oidcDefaultRole: optional(oneOf(roles)).register(about, {
    variable: 'OIDC_DEFAULT_ROLE',
    unset: 'nobody',
    meaning:
      'the role of people whom the identity provider sends and who are neither members nor invited; without it they stay out',
    example: 'viewer',
  }),
  logFormat: optional(z.string()).register(about, {
    variable: 'TAGDESK_LOG',
    unset: 'by where lines go',
    meaning: '`json` or `text`',
    example: 'json',
  }),
  metricsToken: optional(z.string()).register(about, {
    variable: 'TAGDESK_METRICS_TOKEN',
    meaning: 'opens `/api/metrics` to who brings it as bearer',
  }),
  instance: optional(z.string()).register(about, {
    variable: 'TAGDESK_INSTANCE',
    unset: 'host name and port',
    meaning: "this instance's name in figures",
  }),
  trustedProxies: addresses
    .default(() => new BlockList())
    .register(about, {
      variable: 'TAGDESK_TRUSTED_PROXIES',
      unset: '',
      meaning:
        "addresses or ranges, such as `10.0.0.0/8,::1`, of the proxies whose word on a client's address, host and scheme counts",
      example: '10.0.0.0/8',
    }),
  editsPerMinute: wholeNumber.default(1_200).register(about, {
    variable: 'TAGDESK_EDITS_PER_MINUTE',
    meaning: 'what one member may ask for: edits and every other request',
  }),
  importsPerHour: wholeNumber.default(600).register(about, {
    variable: 'TAGDESK_IMPORTS_PER_HOUR',
    meaning: 'files that one member may load',
  }),
  exportsPerHour: wholeNumber.default(120).register(about, {
    variable: 'TAGDESK_EXPORTS_PER_HOUR',
    meaning: 'files that one member may take out',
  }),
  invitesPerHour: wholeNumber.default(120).register(about, {
    variable: 'TAGDESK_INVITES_PER_HOUR',
    meaning: 'members that one admin may add',
  }),
  importMaxMb: wholeNumber.default(1_024).register(about, {
    variable: 'TAGDESK_IMPORT_MAX_MB',
    meaning: 'the longest file that is taken, in MiB',
  }),
};
