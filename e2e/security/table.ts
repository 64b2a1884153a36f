/**
 * Who may use which action. Independent of lib/shared/permissions.ts on purpose: a new action or a changed
 * permission fails the test until it is written here.
 */
import { admins, editors, roles as everybody, marketers, type Role } from '../support/roles.ts';

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
  decideTagPair: { may: marketers, input: () => ({ tagId: 1, otherId: 2, verdict: 'not-same' }) },
  describeTag: { may: editors, input: () => ({ tagId: 1, description: 'x' }) },
  planTag: { may: marketers, input: () => ({ tagId: 1, to: { key: 'x', value: null }, note: '' }) },
  markTag: { may: marketers, input: () => ({ tagId: 1, hasEffects: true }) },
  createCatalogueTag: { may: marketers, input: () => ({ provider: 'vero', key: 'intruder' }) },
  createUser: { may: editors, input: () => ({ name: 'Intruder', email: 'intruder@customers.example' }) },
  linkIdentity: {
    may: editors,
    input: ({ userId }) => ({ userId, provider: 'capillary', externalId: '4711' }),
  },
  createThere: { may: editors, input: () => ({ userId: 999_999, provider: 'fragment' }) },
  findIds: {
    may: editors,
    input: () => ({ provider: 'cerego', by: 'email', text: 'nobody@customers.example' }),
  },
  editUser: { may: editors, input: ({ userId }) => ({ userId, name: 'Amara Okafor', email: '' }) },
  takeOverName: { may: editors, input: ({ userId }) => ({ userId, provider: 'vero', part: 'name' }) },
  unlinkIdentity: { may: editors, input: ({ userId }) => ({ userId, identityId: 999_999 }) },
  moveIdentity: { may: editors, input: ({ userId }) => ({ identityId: 999_999, toUserId: userId }) },
  undoUserAct: { may: editors, input: () => ({ actId: 999_999 }) },
  mergeUsers: { may: marketers, input: ({ userId }) => ({ userId, otherId: 999_999 }) },
  splitUser: { may: marketers, input: ({ userId }) => ({ userId, identityIds: [999_999] }) },
  eraseUser: { may: admins, input: () => ({ userId: 999_999, why: 'nobody' }) },
  decideCase: { may: marketers, input: () => ({ caseId: 999_999, verdict: 'not-same' }) },
  refreshUser: { may: editors, input: ({ userId }) => ({ userId, provider: null }) },
  undoChange: { may: editors, input: ({ changeId }) => ({ changeId, note: '' }) },
  undoImport: { may: marketers, input: ({ importId }) => ({ importId }) },
  settleChange: { may: editors, input: ({ changeId }) => ({ changeId, verdict: 'applied' }) },
  acceptDrift: { may: editors, input: () => ({ ids: [1] }) },
  ignoreDrift: { may: editors, input: () => ({ ids: [1] }) },
  putBackDrift: { may: editors, input: () => ({ ids: [1] }) },
  weighPutBack: { may: editors, input: () => ({ ids: [1] }) },
  setDriftPolicy: { may: admins, input: () => ({ provider: 'fragment', key: 'plan', rule: 'ask' }) },
  causeFault: { may: marketers, input: () => ({ provider: 'vero', kind: 'refuse' }) },
  endFaults: { may: marketers, input: () => ({}) },
  resetSandbox: { may: admins, input: () => ({}) },
  lookAtPeople: { may: marketers, input: () => ({ provider: 'fragment' }) },
  startPull: { may: marketers, input: () => ({ provider: 'fragment' }) },
  pausePull: { may: marketers, input: () => ({ provider: 'fragment' }) },
  resumePull: { may: marketers, input: () => ({ provider: 'fragment' }) },
  cancelPull: { may: marketers, input: () => ({ provider: 'fragment' }) },
  rotateInbound: { may: admins, input: () => ({ provider: 'vero' }) },
  endInbound: { may: admins, input: () => ({ addressId: 999_999 }) },
  schedulePull: {
    may: admins,
    input: () => ({
      provider: 'fragment',
      everyHours: 24,
      quietFrom: null,
      quietUntil: null,
      limitShare: 30,
    }),
  },
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
