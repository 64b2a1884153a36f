import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { parseTheme, themeCookie } from '#components/shell/theme.ts';
import { fontClass } from './fonts.ts';
import './globals.css';
import { Providers } from './providers.tsx';

export const metadata: Metadata = {
  description: 'Find any user, see and change their tags in Vero, Cerego, Capillary and FRAGMENT.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
};

/** The theme is in a cookie, so that the first paint is right without a script. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    // Browser extensions add attributes to both before hydration.
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      className={fontClass}
      suppressHydrationWarning
    >
      <body suppressHydrationWarning>
        <Providers renderedAt={Date.now()}>{children}</Providers>
      </body>
    </html>
  );
}
