/** What nobody but an attacker sends. */

/** Paths that mean another one to whoever reads them carelessly. */
export const trickyPaths = [
  '//api/users',
  '/api//users',
  '/api/users/..%2f..%2fapi%2fmembers',
  '/api/health/../members',
  '/api/health/%2e%2e/members',
  '/api/health/..;/members',
  '/API/members',
  '/api/members/',
  '/api/members%00',
  '/api/members%2ejson',
  '/api/users?q=%00',
  '/_next/../api/members',
  '/_next/static/..%2f..%2f..%2fpackage.json',
  '/_next/static/../../package.json',
  '/_next/image?url=%2Fapi%2Fmembers&w=64&q=75',
  '/_next/data/build/members.json',
  '/users.rsc',
  '/members.txt',
  '/..%2f..%2fetc%2fpasswd',
  '/%',
  '/%c0%ae%c0%ae/',
  '/users/1%2f..%2f..%2fmembers',
  '/[userId]',
];

/** Headers that frameworks and proxies have believed at some time. */
export const trickyHeaders: Record<string, string>[] = [
  { host: 'evil.example' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', 'x-forwarded-port': '1' },
  { forwarded: 'for=127.0.0.1;host=evil.example;proto=http' },
  { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-middleware-rewrite': '/users', 'x-middleware-next': '1', 'x-middleware-override-headers': 'cookie' },
  { 'x-matched-path': '/users', 'x-invoke-path': '/users', 'x-nextjs-data': '1' },
  { 'x-original-url': '/users', 'x-rewrite-url': '/users' },
  { 'x-tagdesk-path': 'https://evil.example' },
  { 'x-http-method-override': 'POST', 'x-action-forwarded': '1' },
  { authorization: 'Basic YWRtaW46YWRtaW4=' },
  { cookie: 'tagdesk.session_token=%E0%A4%A; __Secure-tagdesk.session_token=; a=\u00ff' },
  { cookie: `__Secure-tagdesk.session_token=${'a'.repeat(6_000)}` },
];

/** Ids that are none. */
export const trickyActions = [
  '',
  'x',
  '0',
  '__proto__',
  'constructor',
  '7f'.repeat(21),
  'f'.repeat(5_000),
  '..%2f',
  '["a"]',
];

/** Bodies that a decoder of React's format may stumble over. */
export const trickyBodies = [
  '',
  '[',
  '"$"',
  '["$K1"]',
  '["$F1"]',
  '["$@0"]',
  '["$0"]',
  '["$1:__proto__:constructor"]',
  '["$B1"]',
  '["$T"]',
  '["$Q1"]',
  '["$h1"]',
  `["$n${'9'.repeat(100_000)}"]`,
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '{"length":4294967295}',
  JSON.stringify(Array.from({ length: 5_000 }, () => ({}))),
];
