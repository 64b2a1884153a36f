/**
 * Who may use which entry point. Independent of lib/shared/permissions.ts on purpose: a new entry point or a
 * changed permission fails the test until it is written here.
 */
import { type Role, roles } from '../support/roles.ts';

/** Everything belongs to the admin. */
export type Scene = {
  userId: number;
  changeId: number;
  runId: number;
  uploadId: number;
  importId: number;
  ownViewId: number;
  sharedViewId: number;
  memberId: string;
  eventId: number;
  tagId: number;
  token: string;
};

/**
 * `input`: valid, so that a refusal is about the person. `open`: no session. `own`: a session, and only one's
 * own account.
 */
type ActionEntry = { may: readonly Role[]; input: (scene: Scene) => unknown } | 'open' | 'own';

/**
 * Roles per method; other methods give 405. `public`: no session. `open`: neither, and redirects. `token`: no
 * session opens it. `owned`: the admin's; not found for others.
 */
type RouteEntry =
  | { GET?: readonly Role[]; POST?: readonly Role[]; owned?: true }
  | 'public'
  | 'open'
  | 'token';

/** `may`: others are told that their role does not allow it. `sandboxOnly`: not found anywhere else. */
type PageEntry = { may: readonly Role[]; sandboxOnly?: true } | 'public';

const everybody = roles;
const editors = ['support', 'marketer', 'admin'] as const;
const marketers = ['marketer', 'admin'] as const;
const admins = ['admin'] as const;

const state = { q: '', sort: 'name', columns: null };
const addLabel = { provider: 'vero', operations: [{ verb: 'add', key: 'intruder', value: null }] };

export const actions: Record<string, ActionEntry> = {
  signInAction: 'open',
  signOutAction: 'open',
  setUpAction: 'open',
  secondStepAction: 'open',
  joinAction: 'open',
  resetPasswordAction: 'open',
  askForResetAction: 'open',
  changeName: 'own',
  changePassword: 'own',
  endOwnSession: 'own',
  endOtherSessions: 'own',
  startTwoStep: 'own',
  confirmTwoStep: 'own',
  renewRecoveryCodes: 'own',
  stopTwoStep: 'own',
  editTags: { may: editors, input: ({ userId }) => ({ userId, note: '', ...addLabel }) },
  saveProfile: {
    may: editors,
    input: ({ userId }) => ({ userId, provider: 'vero', email: 'intruder@customers.example' }),
  },
  markTag: { may: marketers, input: () => ({ tagId: 1, hasEffects: true }) },
  createCatalogueTag: { may: marketers, input: () => ({ provider: 'vero', key: 'intruder' }) },
  createUser: { may: editors, input: () => ({ name: 'Intruder', email: 'intruder@customers.example' }) },
  linkIdentity: {
    may: editors,
    input: ({ userId }) => ({ userId, provider: 'capillary', externalId: '4711' }),
  },
  refreshUser: { may: editors, input: ({ userId }) => ({ userId, provider: null }) },
  undoChange: { may: editors, input: ({ changeId }) => ({ changeId, note: '' }) },
  undoImport: { may: marketers, input: ({ importId }) => ({ importId }) },
  settleChange: { may: editors, input: ({ changeId }) => ({ changeId, verdict: 'applied' }) },
  checkProvider: { may: admins, input: () => ({ provider: 'fragment' }) },
  createMember: {
    may: admins,
    input: () => ({
      name: 'Intruder',
      email: 'intruder@members.example',
      password: 'long enough for an intruder',
      role: 'admin',
    }),
  },
  inviteMember: { may: admins, input: () => ({ role: 'admin', name: '', email: '' }) },
  endSessions: { may: admins, input: ({ memberId }) => ({ memberId }) },
  makeResetLink: { may: admins, input: ({ memberId }) => ({ memberId }) },
  removeTwoStep: { may: admins, input: ({ memberId }) => ({ memberId }) },
  sendLink: { may: admins, input: ({ token }) => ({ path: `/join/${token}` }) },
  withdrawLink: { may: admins, input: () => ({ linkId: 'any' }) },
  changeMember: { may: admins, input: ({ memberId }) => ({ memberId, role: 'viewer' }) },
  editSelection: {
    may: editors,
    input: ({ userId }) => ({ userIds: [userId], note: '', operations: [addLabel] }),
  },
  undoSelection: { may: editors, input: ({ runId }) => ({ runId, note: '' }) },
  createRun: {
    may: marketers,
    input: ({ userId }) => ({
      name: '',
      note: '',
      source: { kind: 'users', userIds: [userId] },
      operations: [addLabel],
    }),
  },
  describeRun: { may: marketers, input: ({ runId }) => ({ runId, name: 'Intruder', note: '' }) },
  startRun: { may: marketers, input: ({ runId }) => ({ runId }) },
  unscheduleRun: { may: marketers, input: ({ runId }) => ({ runId }) },
  discardRun: { may: marketers, input: ({ runId }) => ({ runId }) },
  pauseRun: { may: marketers, input: ({ runId }) => ({ runId }) },
  resumeRun: { may: marketers, input: ({ runId }) => ({ runId }) },
  cancelRun: { may: marketers, input: ({ runId }) => ({ runId }) },
  retryRun: { may: marketers, input: ({ runId }) => ({ runId, note: '' }) },
  undoRun: { may: marketers, input: ({ runId }) => ({ runId, note: '' }) },
  settleCause: {
    may: marketers,
    input: ({ runId }) => ({
      runId,
      cause: '0123456789abcdef0123456789abcdef',
      verdict: 'applied',
      seen: '0',
      confirmCount: 1,
    }),
  },
  curePlan: {
    may: marketers,
    input: ({ runId }) => ({ runId, provider: 'vero', cause: 'taken', key: 'intruder', choice: 'leave' }),
  },
  tryRun: { may: marketers, input: ({ runId }) => ({ runId }) },
  replanRun: { may: marketers, input: ({ runId }) => ({ runId }) },
  saveView: { may: everybody, input: () => ({ ...state, name: 'Intruder', shared: false }) },
  changeView: { may: everybody, input: ({ sharedViewId }) => ({ viewId: sharedViewId, name: 'Intruder' }) },
  deleteView: { may: everybody, input: ({ sharedViewId }) => ({ viewId: sharedViewId }) },
};

/** Permitted calls about somebody else's things. */
export const othersThings: {
  name: string;
  roles: readonly Role[];
  code: string;
  input: (scene: Scene) => unknown;
}[] = [
  {
    name: 'undoChange',
    roles: ['support', 'marketer'],
    code: 'forbidden',
    input: ({ changeId }) => ({ changeId, note: '' }),
  },
  {
    name: 'undoSelection',
    roles: ['support', 'marketer', 'admin'],
    code: 'forbidden',
    input: ({ runId }) => ({ runId, note: '' }),
  },
  { name: 'undoRun', roles: ['marketer'], code: 'forbidden', input: ({ runId }) => ({ runId, note: '' }) },
  {
    name: 'createRun',
    roles: ['marketer'],
    code: 'not-found',
    input: ({ uploadId }) => ({
      name: '',
      note: '',
      source: { kind: 'csv', uploadId, who: [{ column: 'email', as: 'email' }], mappings: [] },
      operations: [addLabel],
    }),
  },
  {
    name: 'changeView',
    roles: ['viewer', 'support', 'marketer'],
    code: 'not-found',
    input: ({ ownViewId }) => ({ viewId: ownViewId, name: 'Mine' }),
  },
  {
    name: 'deleteView',
    roles: ['viewer', 'support', 'marketer'],
    code: 'not-found',
    input: ({ ownViewId }) => ({ viewId: ownViewId }),
  },
  {
    name: 'changeView',
    roles: ['viewer', 'support', 'marketer'],
    code: 'forbidden',
    input: ({ sharedViewId }) => ({ viewId: sharedViewId, name: 'Mine' }),
  },
  {
    name: 'deleteView',
    roles: ['viewer', 'support', 'marketer'],
    code: 'forbidden',
    input: ({ sharedViewId }) => ({ viewId: sharedViewId }),
  },
  {
    name: 'saveView',
    roles: ['viewer', 'support'],
    code: 'forbidden',
    input: () => ({ ...state, name: 'For all', shared: true }),
  },
];

const read = { GET: everybody };

export const routes: Record<string, RouteEntry> = {
  '/favicon.ico': 'public',
  '/icon.svg': 'public',
  '/api/health': 'public',
  '/api/health/live': 'public',
  '/api/health/ready': 'public',
  '/api/metrics': 'token',
  '/api/sign-in/oidc': 'open',
  '/api/sign-in/oidc/callback': 'open',
  '/api/account': read,
  '/api/members/links': { GET: admins },
  '/api/changes/[changeId]': read,
  '/api/history': read,
  '/api/history/actors': read,
  '/api/history/waiting': read,
  '/api/history/events/[eventId]': { GET: admins },
  '/api/history/export': { GET: marketers },
  '/api/imports': { POST: marketers },
  '/api/home': read,
  '/api/home/days': read,
  '/api/home/tags': read,
  '/api/imports/[importId]': { GET: marketers },
  '/api/members': { GET: admins },
  '/api/providers': read,
  '/api/runs': read,
  '/api/runs/[runId]': read,
  '/api/runs/[runId]/causes': read,
  '/api/runs/[runId]/export': { GET: marketers },
  '/api/runs/[runId]/form': { GET: marketers },
  '/api/runs/[runId]/results': read,
  '/api/runs/[runId]/targets': read,
  '/api/runs/[runId]/timeline': read,
  '/api/runs/uploads': { POST: marketers },
  '/api/runs/uploads/[uploadId]/missing': { GET: marketers, owned: true },
  '/api/tags': read,
  '/api/tags/[tagId]': read,
  '/api/tags/advice': read,
  '/api/tags/missing': { GET: marketers },
  '/api/tags/suggest': read,
  '/api/tags/terms': read,
  '/api/users': read,
  '/api/users/[userId]': read,
  '/api/users/[userId]/history': read,
  '/api/users/[userId]/tags-at': read,
  '/api/users/count': read,
  '/api/users/edit-preview': { GET: editors },
  '/api/users/export': { GET: marketers },
  '/api/users/names': read,
  '/api/views': read,
};

export const queries: Record<string, string> = {
  '/api/runs/uploads/[uploadId]/missing': '?provider=vero&column=email',
  '/api/tags': '?provider=vero',
  '/api/tags/advice': '?provider=vero&key=vip',
  '/api/tags/missing': '?provider=vero&key=vip',
  '/api/tags/suggest': '?provider=vero&text=a',
  '/api/users/edit-preview': '?users=1&provider=vero&verb=add&key=vip',
  '/api/users/names': '?wanted=run&text=1',
  '/api/users/[userId]/tags-at': '?at=2026-01-01T00:00:00.000Z',
  '/api/tags/terms': '?wanted=term&text=a&key=',
};

export const pages: Record<string, PageEntry> = {
  '/_not-found': 'public',
  '/_global-error': 'public',
  '/sign-in': 'public',
  '/setup': 'public',
  '/sign-in/code': 'public',
  '/join/[token]': 'public',
  '/reset/[token]': 'public',
  '/forgotten': 'public',
  '/forgotten/asked': 'public',
  '/account': { may: everybody },
  '/': { may: everybody },
  '/gallery': { may: everybody, sandboxOnly: true },
  '/history': { may: everybody },
  '/members': { may: admins },
  '/providers': { may: everybody },
  '/runs': { may: everybody },
  '/runs/[runId]': { may: everybody },
  '/runs/new': { may: marketers },
  '/tags': { may: everybody },
  '/users': { may: everybody },
  '/users/[userId]': { may: everybody },
  '/users/import': { may: marketers },
  '/users/new': { may: editors },
};

export function pathOf(pattern: string, scene: Scene): string {
  const ids: Record<string, string | number> = scene;
  return pattern.replaceAll(/\[(\w+)\]/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`The world of the test has no ${name} for ${pattern}.`);
    return String(id);
  });
}
