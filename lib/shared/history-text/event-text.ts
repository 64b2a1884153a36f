import type { HistoryEvent } from '#lib/shared/history.ts';
import { roles } from '#lib/shared/permissions.ts';

type Detail = HistoryEvent['detail'];

export function textOf(value: Detail[string] | undefined): string {
  return String(value ?? '–');
}

/** “3 sessions”, “one session”, “no sessions”. */
export function countOf(value: Detail[string] | undefined, noun: string): string {
  const count = Number(value ?? 0);
  if (count === 1) return `one ${noun}`;
  return `${count === 0 ? 'no' : count.toLocaleString('en')} ${noun}s`;
}

/** “ from 192.0.2.1”, or ''. */
export function addressOf({ address }: Detail): string {
  return typeof address === 'string' && address !== '' ? ` from ${address}` : '';
}

/** By `OidcRefusal`. */
const reasons: Record<string, string> = {
  'not-invited': 'they are neither a member nor invited',
  unverified: 'the service does not vouch for the e-mail',
  disabled: 'their access is off',
  expired: 'it took too long, or was begun in another browser',
  unreachable: 'the service did not answer',
  failed: 'the service’s answer was not valid',
  busy: 'there were too many attempts',
};

export function signInReason(reason: string): string {
  return reasons[reason] ?? reason;
}

/** By the reasons that `sendAskedReset` records. */
const noResets: Record<string, string> = {
  'no-member': 'nobody here has this e-mail',
  'access-off': 'their access is off',
  'no-password': 'they have no password, but come by single sign-on',
};

export function whyNoReset(reason: string): string {
  return noResets[reason] ?? reason;
}

/** By `LinkKind`. */
export function linkNamed(kind: Detail[string] | undefined): string {
  return kind === 'invite' ? 'the invitation' : 'the link to a new password';
}

// Irregular names of actions.
const acts: Record<string, string> = {
  importUsers: 'import users from a file',
  lookAtImport: 'look at a file of users',
  undoImport: 'take back an import',
  refreshUser: 'read a user anew from the providers',
  linkIdentity: 'note a user’s id at a provider',
  createThere: 'create a user at a provider',
  takeOverName: 'take over a name from a provider',
  findIds: 'look for a user at a provider',
  decideTagPair: 'say whether two tags are the same',
  describeTag: 'describe a tag',
  markTag: 'mark a tag',
  planTag: 'plan a change of a tag',
  makeResetLink: 'make a link to a new password',
  removeTwoStep: 'reset two-factor authentication of a member',
  withdrawLink: 'revoke a link',
  sendLink: 'send a link by mail',
  inviteMember: 'invite a member',
  createMember: 'make a member',
  changeMember: 'change a member',
  endSessions: 'end a member’s sessions',
  endOwnSession: 'end a session of their own',
  endOtherSessions: 'end their other sessions',
  changeName: 'change their name',
  changePassword: 'change their password',
  startTwoStep: 'set up two-factor authentication',
  confirmTwoStep: 'confirm two-factor authentication',
  renewRecoveryCodes: 'make new recovery codes',
  stopTwoStep: 'turn two-factor authentication off',
  describeRun: 'name a run',
  curePlan: 'choose what a plan does instead',
  tryRun: 'try a plan on some users',
  settleCause: 'settle unknown outcomes of a run',
  createCatalogueTag: 'add a tag to a catalogue',
  checkProvider: 'check a connection',
  saveProfile: 'save a profile',
  editTags: 'edit tags',
  endFaults: 'end the faults of the sandbox',
  resetSandbox: 'reset the sandbox',
};

/** “edit tags”, “start a run”: what the action would have done. */
export function triedTo(action: string): string {
  const known = acts[action];
  if (known !== undefined) return known;
  const [verb = '', ...rest] = action
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');
  return rest.length === 0 ? verb : `${verb} a ${rest.join(' ')}`;
}

export function whyRefused({ code, role, fields }: Detail): string {
  if (code === 'unauthenticated') return 'nobody was signed in any more';
  if (code === 'forbidden')
    return roles.some((known) => known === role)
      ? `the role ${role} does not allow it`
      : 'this is not allowed to them';
  if (code !== 'invalid') return `the answer was “${textOf(code).replaceAll('-', ' ')}”`;
  return fields ? `the input was not valid (${fields})` : 'the input was not valid';
}

/** “: role viewer → support, shared true”. */
export function givenIn(detail: Detail, without: readonly string[] = []): string {
  const parts = Object.entries(detail)
    .filter(([name, value]) => value !== null && value !== '' && !without.includes(name))
    .filter(([name]) => !(name.endsWith('Before') && name.slice(0, -'Before'.length) in detail))
    .map(([name, value]) => {
      const before = detail[`${name}Before`];
      const words = detailName(name).toLowerCase();
      return before === undefined ? `${words} ${value}` : `${words} ${before} → ${value}`;
    });
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

const names: Record<string, string> = { q: 'Filter', ok: 'Works', by: 'Through' };

/** “Sessions ended” for `sessionsEnded`. */
export function detailName(name: string): string {
  const words = names[name] ?? name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
