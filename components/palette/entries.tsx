/** What the palette may show. */
import {
  ArrowRight,
  Bookmark,
  ChartColumn,
  CircleUser,
  Command,
  FileUp,
  ListStart,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Plus,
  Sun,
  Undo2,
  User,
  UserPlus,
} from 'lucide-react';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import { signOut } from '#components/auth/sign-out.ts';
import { catalogueOf, nameOf, usersOf } from '#components/catalogue/tag-names.ts';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { holdKeys } from '#components/shell/held-keys.ts';
import { type Hotkey, namedHotkeys } from '#components/shell/hotkey-registry.ts';
import type { TagField } from '#components/shell/tag-fields.ts';
import type { Theme } from '#components/shell/theme.ts';
import { countOf } from '#components/ui/count.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import { can } from '#lib/shared/permissions.ts';
import type { SearchResult } from '#lib/shared/search.ts';
import { addressOf } from '#lib/shared/view-state.ts';
import type { Group, Rankable } from './rank.ts';

export interface PaletteEntry extends Rankable {
  id: string;
  icon: ReactNode;
  /** “795 users”, an e-mail. */
  detail?: string | undefined;
  /** As registered. */
  keys?: string | undefined;
  run: () => void;
}

type Go = (href: Route | Route<`/users/${number}`>) => void;

const iconOf = (Icon: LucideIcon) => <Icon aria-hidden strokeWidth={1.5} className="text-fg-3" />;

/** Acts and pages by their keys; what was registered last, such as a selection's, comes first. */
export function hotkeyGroups(all: readonly Hotkey[]): {
  screen: Group<PaletteEntry>[];
  pages: Group<PaletteEntry>;
  everywhere: PaletteEntry[];
} {
  const named = Map.groupBy(namedHotkeys(all), ({ group }) => group);
  const entriesOf = (group: string) =>
    (named.get(group) ?? []).map(({ keys, label, run }) => ({
      id: `hotkey ${keys}`,
      label,
      keys,
      icon: iconOf(group === 'Go to' ? ArrowRight : Command),
      run: () => run(new KeyboardEvent('keydown')),
    }));
  const screen = [...named.keys()]
    .filter((group) => group !== 'Everywhere' && group !== 'Go to')
    .toReversed();
  return {
    screen: screen.map((heading) => ({ heading, entries: entriesOf(heading), max: maxCommands })),
    pages: { heading: 'Go to', entries: entriesOf('Go to'), max: maxCommands },
    // The palette itself is open.
    everywhere: entriesOf('Everywhere').filter(({ keys }) => keys !== 'mod+k'),
  };
}

/** What no screen has a key for, by role. */
export function commandEntries(
  role: string,
  go: Go,
  [theme, chooseTheme]: [Theme, (theme: Theme) => void],
): PaletteEntry[] {
  const themeEntry = (id: Theme, label: string, icon: LucideIcon): PaletteEntry => ({
    id: `theme ${id}`,
    label,
    detail: id === theme ? 'chosen' : undefined,
    icon: iconOf(icon),
    run: () => chooseTheme(id),
  });
  const goEntry = (href: Route, label: string, icon: LucideIcon): PaletteEntry => ({
    id: `go ${href}`,
    label,
    icon: iconOf(icon),
    run: () => go(href),
  });
  return [
    ...(can(role, 'users:create') ? [goEntry('/users/new', 'New user', UserPlus)] : []),
    ...(can(role, 'users:import') ? [goEntry('/users/import', 'Import a file', FileUp)] : []),
    ...(can(role, 'runs:write') ? [goEntry('/runs/new', 'New run', ListStart)] : []),
    goEntry('/account', 'Your account', CircleUser),
    themeEntry('system', 'System theme', Monitor),
    themeEntry('light', 'Light theme', Sun),
    themeEntry('dark', 'Dark theme', Moon),
    { id: 'sign-out', label: 'Sign out', icon: iconOf(LogOut), run: signOut },
  ];
}

const maxCommands = 8;
const maxFound = 6;

export function foundGroups(
  { users, tags, runs, undoable, views }: SearchResult,
  go: Go,
  fields: readonly TagField[],
  undo: (runId: number) => void,
): Record<keyof SearchResult, Group<PaletteEntry>> {
  const group = (heading: string, entries: readonly PaletteEntry[], max = maxFound) => ({
    heading,
    entries,
    max,
    found: true,
  });
  return {
    users: group(
      'Users',
      users.map(({ id, title, email }) => ({
        id: `user ${id}`,
        label: title,
        words: [email],
        detail: email === title ? undefined : email,
        icon: iconOf(User),
        run: () => {
          // Until the user's page is there.
          holdKeys();
          go(`/users/${id}`);
        },
      })),
    ),
    tags: group(
      'Tags',
      tags.flatMap((tag, index) => tagEntries(tag, `tag ${index}`, go, fields)),
      maxTagEntries,
    ),
    runs: group(
      'Runs',
      runs.map(({ value, name }) => ({
        id: `run ${value}`,
        label: name,
        words: [`run ${value}`, value],
        detail: `Run ${value}`,
        icon: iconOf(ListStart),
        run: () => go(`/runs/${value}` as Route),
      })),
    ),
    undoable: group(
      'Undo',
      undoable.map(({ value, name }) => ({
        id: `undo ${value}`,
        label: `Undo run ${value}: ${name}`,
        words: [`undo ${value}`, `undo run ${value}`, `undo ${name}`],
        icon: iconOf(Undo2),
        run: () => undo(Number(value)),
      })),
    ),
    views: group(
      'Views',
      views.map((view) => ({
        id: `view ${view.id}`,
        label: view.name,
        detail: 'view',
        icon: iconOf(Bookmark),
        run: () => go(addressOf(view) as Route),
      })),
    ),
  };
}

/** Three of each tag that is found. */
const maxTagEntries = 12;

/** Its users; the tag into a field of the screen; the tag itself. */
function tagEntries(
  tag: SearchResult['tags'][number],
  id: string,
  go: Go,
  fields: readonly TagField[],
): PaletteEntry[] {
  const { id: tagId } = tag;
  const name = nameOf(tag);
  // Together, whatever their own names begin with.
  const words = [name, tag.key, tag.value ?? ''];
  const icon = <ProviderMark provider={tag.provider} name={providerNames[tag.provider]} />;
  const adds = fields.filter(({ provider, takes }) => provider === tag.provider && takes(tag));
  return [
    {
      id: `${id} users`,
      label: name,
      words,
      detail: countOf(tag.count, 'user'),
      icon,
      run: () => go(usersOf(tag) as Route),
    },
    ...adds.map(({ owner, put }) => ({
      id: `${id} add`,
      label: `Add ${name} to ${owner}`,
      words,
      icon: iconOf(Plus),
      run: () => put(tag),
    })),
    ...(tagId === null
      ? []
      : [
          {
            id: `${id} open`,
            label: `Open ${name}`,
            words,
            icon: iconOf(ChartColumn),
            run: () => go(catalogueOf({ ...tag, id: tagId }) as Route),
          },
        ]),
  ];
}
