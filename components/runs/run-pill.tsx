import { Pill } from '#components/ui/pill.tsx';
import type { RunSummary } from '#lib/shared/runs.ts';
import { formatStatus } from './run-state.ts';

interface RunPillProps {
  run: Pick<RunSummary, 'status' | 'providers' | 'counts'>;
  brief?: boolean | undefined;
}

export function RunPill({ run, brief = false }: RunPillProps) {
  const { text, tone, brief: short = text.split(',')[0] } = formatStatus(run);
  return <Pill tone={tone}>{brief ? short : text}</Pill>;
}
