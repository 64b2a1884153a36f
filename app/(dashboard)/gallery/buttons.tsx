'use client';

import { Pencil, Plus, Trash2 } from 'lucide-react';
import { Button, type ButtonLook, type ButtonSize, IconButton } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { Part, States } from './part.tsx';

const looks: ButtonLook[] = ['primary', 'default', 'quiet', 'danger'];
const sizes: ButtonSize[] = ['small', 'medium', 'large'];

export function Buttons() {
  return (
    <Part title="Buttons">
      {looks.map((look) => (
        <States key={look}>
          {sizes.map((size) => (
            <Button key={size} look={look} size={size}>
              {`${look} ${size}`}
            </Button>
          ))}
          <Button look={look} icon={<Plus aria-hidden className="size-3.5" />}>
            {`${look} with icon`}
          </Button>
          <Button look={look} disabled>
            {`${look} disabled`}
          </Button>
          <Button look={look} busy>
            {`${look} busy`}
          </Button>
        </States>
      ))}
      <States>
        <IconButton label="Edit" icon={<Pencil aria-hidden className="size-3.5" />} />
        <IconButton label="Delete" disabled icon={<Trash2 aria-hidden className="size-3.5" />} />
        <IconButton label="Add" look="default" icon={<Plus aria-hidden className="size-3.5" />} />
        <IconButton label="Saving" busy icon={<Plus aria-hidden className="size-3.5" />} />
      </States>
      <States>
        <Kbd keys={['Ctrl', 'K']} />
        <Kbd keys={['T']} />
        <Spinner />
      </States>
    </Part>
  );
}
