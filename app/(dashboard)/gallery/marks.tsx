import { ProviderMark, ProviderMarks } from '#components/providers/provider-mark.tsx';
import { ProofMark, proofMarks } from '#components/tags/proof-mark.tsx';
import { Chip, type ChipState } from '#components/ui/chip.tsx';
import { Pill, type Tone } from '#components/ui/pill.tsx';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { providerIds } from '#lib/providers/ids.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import { Part, States } from './part.tsx';

const chipStates: ChipState[] = ['settled', 'pending', 'unknown', 'refused', 'planned'];
const tones: Tone[] = ['neutral', 'accent', 'ok', 'warn', 'danger'];

export function Marks() {
  return (
    <Part title="Marks">
      <States>
        {chipStates.map((state) => (
          <Chip key={state} state={state} value={state} meta="4 min" />
        ))}
        <Chip keyText="plan" value="enterprise" mark={<ProofMark kind="confirmed" label="confirmed" />} />
        <Chip value="日本語のタグ" />
        <Chip value="وسم" raised />
      </States>
      <States>
        {proofMarks.map((kind) => (
          <span key={kind} className="inline-flex items-center gap-1">
            <ProofMark kind={kind} />
            {kind}
          </span>
        ))}
      </States>
      <States>
        {providerIds.map((provider) => (
          <span key={provider} className="inline-flex items-center gap-1">
            <ProviderMark provider={provider} size="small" />
            <ProviderMark provider={provider} />
            <ProviderMark provider={provider} size="large" />
            <ProviderMark provider={provider} hollow />
            {providerNames[provider]}
          </span>
        ))}
        <ProviderMarks held={new Set(['vero', 'fragment'])} words="Vero, FRAGMENT" />
      </States>
      <States>
        {tones.map((tone) => (
          <Pill key={tone} tone={tone}>
            {tone}
          </Pill>
        ))}
        <RelativeTime at={Date.UTC(2026, 0, 1)} prefix="changed" suffix="ago" />
      </States>
      <ProgressMeter
        label="A run"
        valueText="60 confirmed, 20 accepted, 2 failed, 3 unknown, of 100"
        total={100}
        segments={[
          { look: 'ok', amount: 60 },
          { look: 'hatched-ok', amount: 20 },
          { look: 'danger', amount: 2 },
          { look: 'warn', amount: 3 },
          { look: 'accent', amount: 5 },
          { look: 'hatched', amount: 5 },
        ]}
      />
      <Skeleton width="60%" />
    </Part>
  );
}
