'use client';

import { useId } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { Card, CardBody, CardHead } from '#components/ui/card.tsx';
import { ChipRemove } from '#components/ui/chip.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ProviderState } from '#lib/shared/users.ts';
import { formatOperation, OperationChip } from '../operation-chip.tsx';
import { OperationEditor } from './operation-editor.tsx';
import type { RunOperations } from './use-run-operations.ts';

interface OperationCardProps {
  provider: ProviderId;
  state: ProviderState;
  runOperations: RunOperations;
  byFile: boolean;
}

export function OperationCard({ provider, state, runOperations, byFile }: OperationCardProps) {
  const titleId = useId();
  const { label, limitation, verbs } = capabilitiesOf(provider);
  const operations = runOperations.operationsOf(provider);
  const noTypes = state.keys !== null && state.keys.length === 0;
  const silent = !state.connected
    ? `${label} is not connected: nothing can be planned here.`
    : byFile
      ? 'The file’s columns say what changes here.'
      : noTypes
        ? `No tag types are configured for ${label}: an administrator can set them up.`
        : null;
  return (
    <Card aria-labelledby={titleId}>
      <CardHead
        end={
          <span className="pe-1.5 text-12 text-fg-3">
            {operations.length === 0 && silent === null && 'nothing yet'}
          </span>
        }
      >
        <ProviderMark provider={provider} hollow={!state.connected} />
        <h3 id={titleId} className="font-semibold">
          {label}
        </h3>
      </CardHead>
      <CardBody>
        {operations.length > 0 && (
          <ul aria-label="Changes" className="flex flex-wrap gap-1">
            {operations.map((operation) => (
              <li key={operation.key} className="flex min-w-0">
                <OperationChip
                  operation={operation}
                  remove={
                    <ChipRemove
                      label={`Remove: ${formatOperation(operation)}`}
                      onRemove={() => runOperations.remove(provider, operation.key)}
                    />
                  }
                />
              </li>
            ))}
          </ul>
        )}
        {silent === null ? (
          <OperationEditor provider={provider} fixedKeys={state.keys} runOperations={runOperations} />
        ) : (
          <p className="text-12 text-fg-2">{silent}</p>
        )}
        {limitation !== null && !verbs.includes('remove') && (
          <p className="text-12 text-fg-3">{limitation}</p>
        )}
      </CardBody>
    </Card>
  );
}
