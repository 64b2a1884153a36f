import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { type DriftPair, putBackOf } from '#lib/shared/drift.ts';
import { can } from '#lib/shared/permissions.ts';

interface DriftButtonsProps {
  drift: readonly DriftPair[];
  role: string;
  size?: ButtonSize | undefined;
  busy?: boolean | undefined;
  onAccept: () => void;
  onPutBack: () => void;
}

/** Of one user. Nothing for those who may not decide; only what the provider can do is offered. */
export function DriftButtons({
  drift,
  role,
  size = 'small',
  busy = false,
  onAccept,
  onPutBack,
}: DriftButtonsProps) {
  if (!can(role, 'drift:decide')) return null;
  return (
    <>
      <Button size={size} busy={busy} onClick={onAccept}>
        Accept
      </Button>
      {drift.some((each) => putBackOf(each) !== null) && (
        <Button size={size} busy={busy} onClick={onPutBack}>
          Put back
        </Button>
      )}
    </>
  );
}
