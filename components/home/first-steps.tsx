import Link from 'next/link';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Section } from './section.tsx';
import type { Step } from './steps.ts';

export function FirstSteps({ steps }: { steps: readonly Step[] }) {
  const done = steps.filter((step) => step.done).length;
  const next = steps.findIndex((step) => !step.done);
  return (
    <Section
      title="First steps"
      note="They tick themselves, and leave when all are done."
      end={`${done} of ${steps.length} done`}
      className="border-b border-line pb-2"
    >
      <ol>
        {steps.map((step, index) => (
          <li key={step.title} className="mx-4 flex min-h-13 items-center gap-3 border-t border-line py-2">
            <span
              aria-hidden
              className={classNames(
                'grid size-5.5 shrink-0 place-content-center rounded-full border text-12 tabular-nums',
                step.done ? 'border-transparent bg-ok-tint' : 'border-line-control text-fg-2',
              )}
            >
              {step.done ? <ProofMark kind="confirmed" /> : index + 1}
            </span>
            <div className="min-w-0 flex-1">
              <h3 className={classNames('font-semibold', step.done && 'text-fg-2')}>
                {step.title}
                {step.done && <span className="sr-only"> (done)</span>}
              </h3>
              <p className="text-12 text-fg-2">{step.text}</p>
            </div>
            {step.act && (
              <Link
                href={step.act.href}
                className={buttonClass({ look: index === next ? 'primary' : 'default' })}
              >
                {step.act.label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
