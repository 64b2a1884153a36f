'use client';

import { Alert, type AlertTone } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Part } from './part.tsx';

const tones: AlertTone[] = ['danger', 'warn', 'info'];

export function Notices() {
  return (
    <Part title="Notices">
      {tones.map((tone) => (
        <Alert
          key={tone}
          tone={tone}
          title={`A notice, ${tone}`}
          actions={<Button size="small">{`Retry ${tone}`}</Button>}
        >
          What it means, in the other side’s own words.
        </Alert>
      ))}
      <EmptyState
        level={3}
        title="Nothing here"
        actions={<Button look="primary">The one thing to do</Button>}
      >
        What would be here, and how it comes.
      </EmptyState>
      <ErrorState title="This could not be read" reference="abc123" onRetry={() => undefined}>
        What happened, what is safe, what to do.
      </ErrorState>
    </Part>
  );
}
