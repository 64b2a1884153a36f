'use client';

import { useTheme } from '#components/shell/use-theme.ts';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';
import { Segmented } from '#components/ui/segmented.tsx';

const options = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

export function ThemeCard() {
  const [theme, chooseTheme] = useTheme();
  return (
    <Card aria-labelledby="theme-title">
      <CardHead>
        <h2 id="theme-title" className="font-semibold">
          Theme
        </h2>
      </CardHead>
      <CardBody>
        <Segmented label="Theme" value={theme} onValueChange={chooseTheme} options={options} />
        <p className="text-12 text-fg-3">Kept on this device.</p>
      </CardBody>
    </Card>
  );
}
