/** Who may open which address. Independent of lib/shared/permissions.ts on purpose, as the table of actions. */
import { admins, editors, roles as everybody, marketers, type Role } from '../support/roles.ts';
import type { Scene } from './table.ts';

/**
 * Roles per method; other methods give 405. `public`: no session. `open`: neither, and redirects. `token`: no
 * session opens it. `secret`: takes what comes to a valid address, and there is no other. `owned`: the admin's; not found for others. `sandboxOnly`: not found anywhere else.
 */
type RouteEntry =
  | { GET?: readonly Role[]; POST?: readonly Role[]; owned?: true; sandboxOnly?: true }
  | 'public'
  | 'open'
  | 'token'
  | 'secret';

/** `may`: others are told that their role does not allow it. `sandboxOnly`: not found anywhere else. */
type PageEntry = { may: readonly Role[]; sandboxOnly?: true } | 'public';

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
  '/api/drift': read,
  '/api/drift/rows': read,
  '/api/history': read,
  '/api/history/actors': read,
  '/api/history/stories': read,
  '/api/history/waiting': read,
  '/api/history/events/[eventId]': { GET: admins },
  '/api/history/export': { GET: marketers },
  '/api/identities': read,
  '/api/identities/decided': read,
  '/api/identities/missing': read,
  '/api/identities/other-names': read,
  '/api/identities/waiting': read,
  '/api/imports': { POST: marketers },
  '/api/home': read,
  '/api/home/days': read,
  '/api/home/tags': read,
  '/api/imports/[importId]': { GET: marketers },
  '/api/members': { GET: admins },
  '/api/providers': read,
  '/api/inbound': read,
  '/api/inbound/vero/[token]': 'secret',
  '/api/pulls': read,
  '/api/runs': read,
  '/api/runs/[runId]': read,
  '/api/runs/[runId]/causes': read,
  '/api/runs/[runId]/export': { GET: marketers },
  '/api/runs/[runId]/form': { GET: marketers },
  '/api/runs/[runId]/results': read,
  '/api/runs/[runId]/targets': read,
  '/api/runs/[runId]/timeline': read,
  '/api/runs/uploads': { POST: marketers },
  '/api/runs/uploads/[uploadId]/match': { GET: marketers, owned: true },
  '/api/runs/uploads/[uploadId]/missing': { GET: marketers, owned: true },
  '/api/sandbox': { GET: marketers, sandboxOnly: true },
  '/api/search': read,
  '/api/tags': read,
  '/api/tags/[tagId]': read,
  '/api/tags/[tagId]/impact': read,
  '/api/tags/advice': read,
  '/api/tags/missing': { GET: marketers },
  '/api/tags/suggest': read,
  '/api/tags/terms': read,
  '/api/users': read,
  '/api/users/[userId]': read,
  '/api/users/[userId]/history': read,
  '/api/users/[userId]/known': { GET: admins },
  '/api/users/[userId]/tags-at': read,
  '/api/users/count': read,
  '/api/users/edit-preview': { GET: editors },
  '/api/users/export': { GET: marketers },
  '/api/users/names': read,
  '/api/users/near': read,
  '/api/views': read,
};

export const queries: Record<string, string> = {
  '/api/identities/decided': '?verdict=merged',
  '/api/identities/missing': '?run=1&without=vero',
  '/api/runs/uploads/[uploadId]/match': `?who=${encodeURIComponent('[{"column":"email","as":"email"}]')}`,
  '/api/runs/uploads/[uploadId]/missing': '?provider=vero&column=email',
  '/api/tags': '?provider=vero',
  '/api/drift/rows': '?provider=vero&key=vip&direction=gone',
  '/api/tags/advice': '?provider=vero&key=vip',
  '/api/tags/missing': '?provider=vero&key=vip',
  '/api/tags/suggest': '?provider=vero&text=a',
  '/api/users/edit-preview': '?users=1&provider=vero&verb=add&key=vip',
  '/api/users/names': '?wanted=run&text=1',
  '/api/search': '?text=a',
  '/api/users/near': '?text=kania',
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
  '/tags/[tagId]': { may: everybody },
  '/': { may: everybody },
  '/gallery': { may: everybody, sandboxOnly: true },
  '/drift': { may: everybody },
  '/history': { may: everybody },
  '/identities': { may: everybody },
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
