'use client';

import { CircleUser, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { signOut } from '#components/auth/sign-out.ts';
import { classNames } from '#components/ui/class-names.ts';
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import { initials } from './initials.ts';
import { openKeyboardHelp } from './overlays.ts';
import { useTheme } from './use-theme.ts';

export interface AccountMenuProps {
  memberName: string;
  email: string;
  role: string;
  version: string;
}

export function AccountMenu({ memberName, email, role, version }: AccountMenuProps) {
  const router = useRouter();
  const [theme, chooseTheme] = useTheme();
  return (
    <Menu
      label="Account"
      side="above"
      trigger={(props) => (
        <button
          {...props}
          type="button"
          className={classNames(
            'flex h-9 w-full min-w-0 items-center gap-2 rounded-control px-2 text-start hover:bg-hover',
            'phone:h-12 phone:w-auto phone:flex-col phone:justify-center phone:gap-0.5 phone:px-1 phone:text-[10px] phone:font-medium phone:tracking-tight phone:text-fg-2 low:phone:h-10.5 low:phone:w-full low:phone:gap-0',
          )}
        >
          <span
            data-initials={initials(memberName)}
            className="grid size-5.5 shrink-0 place-content-center rounded-full bg-active text-[10px]/none font-semibold text-fg-2 before:content-[attr(data-initials)/''] phone:size-4 phone:text-[8px]"
          />
          <span className="sr-only phone:not-sr-only">Account</span>
          <span className="min-w-0 truncate text-fg-2 phone:sr-only">{memberName}</span>
        </button>
      )}
    >
      <div className="px-2 pt-1 pb-1.5">
        <p className="truncate font-medium">{memberName}</p>
        <p className="truncate text-12 text-fg-3">
          {email} · {role}
        </p>
      </div>
      <MenuSeparator />
      <MenuItem icon={<CircleUser aria-hidden strokeWidth={1.5} />} onSelect={() => router.push('/account')}>
        Your account
      </MenuItem>
      <MenuSeparator />
      <MenuGroup label="Theme">
        <MenuItem
          icon={<Monitor aria-hidden strokeWidth={1.5} />}
          checked={theme === 'system'}
          onSelect={() => chooseTheme('system')}
        >
          System
        </MenuItem>
        <MenuItem
          icon={<Sun aria-hidden strokeWidth={1.5} />}
          checked={theme === 'light'}
          onSelect={() => chooseTheme('light')}
        >
          Light
        </MenuItem>
        <MenuItem
          icon={<Moon aria-hidden strokeWidth={1.5} />}
          checked={theme === 'dark'}
          onSelect={() => chooseTheme('dark')}
        >
          Dark
        </MenuItem>
      </MenuGroup>
      <MenuSeparator />
      <MenuItem icon={<Keyboard aria-hidden strokeWidth={1.5} />} keys={['?']} onSelect={openKeyboardHelp}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden strokeWidth={1.5} />} onSelect={signOut}>
        Sign out
      </MenuItem>
      <MenuSeparator />
      <p className="px-2 py-1 text-12 text-fg-3">Tagdesk {version}</p>
    </Menu>
  );
}
