/** The first steps of an installation, ticked by what is there. Pure. */
import type { Route } from 'next';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { Home } from '#lib/shared/home.ts';
import { can, type Permission } from '#lib/shared/permissions.ts';

/** `act` null: the role may not, or nothing is to be done. */
export type Step = {
  title: string;
  text: string;
  done: boolean;
  act: { label: string; href: Route } | null;
};

type Facts = Pick<Home, 'providers' | 'hasUsers' | 'hasColleagues'>;

export function firstSteps(
  { providers, hasUsers, hasColleagues }: Facts,
  role: string,
  sandbox: boolean,
): Step[] {
  const connected = providers.filter((provider) => provider.connected);
  const answered = connected.filter(({ lastCall }) => lastCall?.ok === true);
  const lists = connected.filter(({ id }) => capabilitiesOf(id).canList !== 'none');
  const names = (some: Facts['providers']) => some.map(({ id }) => providerNames[id]).join(', ');
  const step = (
    title: string,
    text: string,
    done: boolean,
    may: Permission,
    label: string,
    href: Route,
  ): Step => ({
    title,
    text,
    done,
    act: !done && can(role, may) ? { label, href } : null,
  });
  return [
    step(
      'Connect a provider',
      sandbox
        ? 'The sandbox is connected: it imitates all four.'
        : connected.length > 0
          ? `${names(connected)}: configured by the server’s settings.`
          : 'Credentials are settings of the server. The Providers page names those that are missing.',
      connected.length > 0,
      'providers:check',
      'How to connect',
      '/providers',
    ),
    step(
      'Check it',
      answered.length > 0
        ? `Answered: ${names(answered)}.`
        : 'A harmless call shows whether address and credentials are right.',
      answered.length > 0,
      'providers:check',
      'Check connection',
      '/providers',
    ),
    step(
      'Bring people in',
      hasUsers
        ? 'Users are there.'
        : lists.length > 0
          ? `Pull whom ${names(lists)} can list, or load a CSV file. Nothing is sent to a provider.`
          : 'From a CSV file with ids or e-mails. It is looked at first; nothing is sent to a provider.',
      hasUsers,
      lists.length > 0 ? 'pulls:write' : 'users:import',
      lists.length > 0 ? 'Pull' : 'Import a file',
      lists.length > 0 ? '/providers' : '/users/import',
    ),
    step(
      'Invite a colleague',
      hasColleagues ? 'Somebody is invited.' : 'By a link, with a role: viewer, support, marketer or admin.',
      hasColleagues,
      'members:manage',
      'Invite',
      '/members',
    ),
  ];
}

/** To everybody while there is nobody to show; after that to those who set it up. The sandbox needs no more. */
export function showsSteps(facts: Facts, role: string, sandbox: boolean): boolean {
  if (!facts.hasUsers) return true;
  if (sandbox || !can(role, 'members:manage')) return false;
  return firstSteps(facts, role, sandbox).some(({ done }) => !done);
}
