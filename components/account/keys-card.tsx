'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';
import { type SingleKeys, settleSingleKeys, useSingleKeys } from '#components/ui/single-keys.ts';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';

const actions = {
  '/': 'Search',
  j: 'Next row',
  k: 'Row before',
  x: 'Select row',
  q: 'Quick look',
  t: 'Add tag',
  n: 'Write a note',
  u: 'Undo last edit',
  r: 'Refresh from providers',
  '?': 'Keyboard shortcuts',
} as const;
type UsualKey = keyof typeof actions;

const usualKeys = Object.keys(actions) as UsualKey[];

/** Single keys can be turned off or changed: speech input triggers them by accident. Kept on this device. */
export function KeysCard() {
  const settled = useSingleKeys();
  const isChanged = settled.off || Object.keys(settled.own).length > 0;
  return (
    <Card aria-labelledby="keys-title">
      <CardHead>
        <h2 id="keys-title" className="font-semibold">
          Keyboard
        </h2>
      </CardHead>
      <CardBody>
        <Switch
          checked={!settled.off}
          onChange={(event) => settleSingleKeys({ ...settled, off: !event.currentTarget.checked })}
        >
          Single keys
        </Switch>
        <p className="text-12 text-fg-3">
          Off: only arrows, Enter, Escape and keys with Ctrl or ⌘ act. Kept on this device.
        </p>
        {!settled.off && (
          <div className="grid grid-cols-3 gap-x-4 gap-y-2 phone:grid-cols-1">
            {usualKeys.map((usual) => (
              <KeyField key={usual} usual={usual} settled={settled} />
            ))}
          </div>
        )}
        {isChanged && (
          <Button
            size="small"
            className="self-start"
            onClick={() => settleSingleKeys({ off: false, own: {} })}
          >
            Use the usual keys
          </Button>
        )}
      </CardBody>
    </Card>
  );
}

/** Takes the key that is pressed in the field; refuses one that is in use. */
function KeyField({ usual, settled }: { usual: UsualKey; settled: SingleKeys }) {
  const [refused, setRefused] = useState<string | null>(null);
  const take = (typed: string) => {
    const key = typed.slice(-1).toLowerCase();
    if (key.trim() === '') return;
    const taken = usualKeys.find((other) => other !== usual && keyOf(other, settled) === key);
    setRefused(taken ? `“${key}” is the key of “${actions[taken]}”.` : null);
    if (taken) return;
    const { [usual]: _, ...others } = settled.own;
    settleSingleKeys({ ...settled, own: key === usual ? others : { ...others, [usual]: key } });
  };
  return (
    <TextField
      label={actions[usual]}
      autoComplete="off"
      value={keyOf(usual, settled)}
      error={refused ?? undefined}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => setRefused(null)}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}

function keyOf(usual: UsualKey, { own }: SingleKeys): string {
  return own[usual] ?? usual;
}
