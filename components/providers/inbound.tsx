'use client';

import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useRef, useState, useSyncExternalStore } from 'react';
import { readJson } from '#components/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { endInbound, rotateInbound } from '#lib/actions/inbound.ts';
import type { InboundAddress, InboundEvent, InboundState, InboundView } from '#lib/shared/inbound.ts';
import { inboundKeys } from '#lib/shared/query-keys.ts';
import { usePullAction } from './use-pull-action.ts';

const refreshEveryMs = 5_000;
const maxShown = 5;

/** What Vero tells by webhooks, and the address that it is to call. */
export function Inbound() {
  const { data } = useQuery({
    queryKey: inboundKeys.all,
    queryFn: ({ signal }) => readJson<InboundView>('/api/inbound', signal),
    refetchInterval: refreshEveryMs,
  });
  const { busy, perform } = usePullAction();
  if (!data) return null;
  const { isSetUp, addresses, events } = data;
  const make = (name: string) => (
    <Button
      size="small"
      look={isSetUp ? 'default' : 'primary'}
      busy={busy === name}
      onClick={() =>
        void perform(name, () => rotateInbound({ provider: 'vero' }), {
          after: () => showToast({ text: 'New address made. Enter it at Vero.', tone: 'ok' }),
        })
      }
    >
      {name}
    </Button>
  );
  return (
    <fieldset
      aria-label="Webhooks"
      className="-mx-3 -mb-3 flex flex-col gap-2 border-t border-line px-3 py-2.5"
    >
      <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="font-semibold">Webhooks</h3>
        <p className="text-12 text-fg-2 tabular-nums">
          <Standing view={data} />
        </p>
        {addresses && addresses.length < 2 && (
          <div className="ms-auto">{make(isSetUp ? 'Rotate' : 'Make address')}</div>
        )}
      </div>
      {addresses?.map((address, position) => (
        <Address key={address.id} address={address} isFormer={position > 0} />
      ))}
      {events.length > 0 && (
        <ul aria-label="Last events" className="flex flex-col text-12">
          {events.slice(0, maxShown).map((event) => (
            <EventLine key={event.id} event={event} />
          ))}
        </ul>
      )}
    </fieldset>
  );
}

function Standing({ view: { isSetUp, lastEventAt, waiting } }: { view: InboundView }) {
  if (!isSetUp) return 'Not set up: what others change at Vero is not noticed.';
  const left = waiting > 0 ? `, ${formatCount(waiting)} waiting` : '';
  if (lastEventAt === null) return `No event yet${left}`;
  return (
    <>
      <RelativeTime at={lastEventAt} prefix="Last event" suffix="ago" />
      {left}
    </>
  );
}

const never = () => () => {};

function Address({ address: { id, path }, isFormer }: { address: InboundAddress; isFormer: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  const [isEnding, setIsEnding] = useState(false);
  // Known to the browser alone: a proxy may stand before the server.
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  );
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(`${origin}${path}`);
      showToast({ text: 'Address copied', tone: 'ok', duration: 2_500 });
    } catch {
      // Over plain http browsers offer no clipboard.
      showToast({ text: 'Press Ctrl+C or Cmd+C: this browser does not copy by itself here.', tone: 'warn' });
    }
  };
  const label = isFormer ? 'Former address, still valid' : 'Address for Vero';
  return (
    <div className="flex items-end gap-1.5">
      {path === null ? (
        <p className="min-w-0 flex-1 text-12 text-fg-2">
          {label}: made under another TAGDESK_SECRET. It works, and cannot be shown any more.
        </p>
      ) : (
        <>
          <TextField
            ref={field}
            label={label}
            readOnly
            value={`${origin}${path}`}
            onFocus={(event) => event.currentTarget.select()}
            className="font-mono"
            fieldClassName="min-w-0 flex-1"
          />
          <Button
            icon={<Copy aria-hidden strokeWidth={1.5} className="size-3.5" />}
            onClick={() => void copy()}
            aria-label={isFormer ? 'Copy former address' : 'Copy address'}
          >
            Copy
          </Button>
        </>
      )}
      {isFormer && <Button onClick={() => setIsEnding(true)}>End</Button>}
      {isEnding && <EndDialog addressId={id} onClose={() => setIsEnding(false)} />}
    </div>
  );
}

function EndDialog({ addressId, onClose }: { addressId: number; onClose: () => void }) {
  const { busy, perform } = usePullAction();
  return (
    <Dialog
      open
      onClose={onClose}
      title="End the former address?"
      actions={
        <>
          <Button size="large" onClick={onClose}>
            Keep it
          </Button>
          <Button
            size="large"
            look="danger"
            busy={busy !== null}
            onClick={() => void perform('End', () => endInbound({ addressId }), { after: onClose })}
          >
            End address
          </Button>
        </>
      }
    >
      <p>What Vero still sends to it is refused from then on. Enter the new address at Vero before.</p>
    </Dialog>
  );
}

const words: Record<InboundState, string> = {
  kept: 'waits',
  confirmed: 'confirms a change of ours',
  found: 'a difference',
  agrees: 'nothing new',
  repeat: 'a repeat',
  'unknown-id': 'unknown id',
  'left-out': 'an erased person, left out',
  bad: 'not applied',
};

function EventLine({ event: { type, externalId, state, reason, receivedAt } }: { event: InboundEvent }) {
  return (
    <li className="flex min-h-6.5 flex-wrap items-center gap-x-3 border-b border-line py-0.5 last:border-0">
      <RelativeTime at={receivedAt} suffix="ago" className="w-16 text-fg-2" />
      <span className="max-w-full truncate text-fg-2">
        {{ user_created: 'User created', user_updated: 'User updated' }[type] ?? type}
      </span>
      {externalId !== null && <Verbatim className="min-w-0 flex-1 truncate font-mono">{externalId}</Verbatim>}
      <span className="ms-auto shrink-0">{words[state]}</span>
      {state === 'bad' && reason !== null && <span className="w-full text-fg-3 wrap-anywhere">{reason}</span>}
    </li>
  );
}
