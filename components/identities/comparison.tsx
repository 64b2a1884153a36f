import Link from 'next/link';
import type { ReactNode } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { tagName } from '#components/users/tag-chip.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import type { ShownIdentity, ShownUser } from '#lib/shared/users.ts';
import { leftOver, type TogetherAt, togetherWords } from './together.ts';
import type { TakenPart } from './use-merge.ts';

const cell = 'border-t border-line px-3 py-2 text-start align-top phone:px-2';
const last = 'bg-selected';

/** Two users side by side, and what would be together. */
export function Comparison({
  first,
  second,
  parts,
  take,
  onKeep,
  onText,
}: {
  first: ShownUser;
  second: ShownUser;
  parts: readonly TogetherAt[];
  /** What of the second user is taken over instead. */
  take: readonly TakenPart[];
  onKeep: (identity: ShownIdentity) => void;
  onText: (part: TakenPart, isSecond: boolean) => void;
}) {
  const rest = leftOver(second, parts);
  const stays = parts.some(({ isConflict }) => isConflict);
  return (
    <section className="relative min-w-0 overflow-auto" aria-label="Comparison">
      <table className="w-full min-w-140 table-fixed border-collapse text-13">
        <caption className="sr-only">Two users and what would be together</caption>
        <thead>
          <tr>
            <td className="w-26 border-0 p-0" />
            <Head user={first} />
            <Head user={second} />
            <th scope="col" className={classNames(cell, last, 'border-t-0 font-semibold')}>
              Together
              <span className="block text-12 font-normal text-fg-2">
                User {first.id}: {togetherWords(parts)}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          <Row title="Name">
            <Verbatim>{first.name || '–'}</Verbatim>
            <Verbatim>{second.name || '–'}</Verbatim>
            <TextChoice {...{ first, second, take, onText }} part="name" stays={stays} />
          </Row>
          <Row title="E-mail">
            <Verbatim className="wrap-anywhere">{first.email || '–'}</Verbatim>
            <Verbatim className="wrap-anywhere">{second.email || '–'}</Verbatim>
            <TextChoice {...{ first, second, take, onText }} part="email" stays={stays} />
          </Row>
          {parts.map((part) => (
            <Row
              key={part.provider}
              isConflict={part.isConflict}
              title={
                <span className="flex items-center gap-1.5">
                  <ProviderMark provider={part.provider} />
                  {capabilitiesOf(part.provider).label}
                </span>
              }
            >
              <Held identity={part.first} />
              <Held identity={part.second} />
              {part.isConflict ? <Choice part={part} onKeep={onKeep} /> : <Held identity={part.chosen} />}
            </Row>
          ))}
        </tbody>
      </table>
      {rest !== null && <p className="px-3 py-2 text-12 text-fg-2">{rest}</p>}
    </section>
  );
}

function Head({ user }: { user: ShownUser }) {
  return (
    <th scope="col" className={classNames(cell, 'border-t-0 font-semibold')}>
      <Link
        href={`/users/${user.id}`}
        prefetch={false}
        className="rounded-mark text-fg underline-offset-2 hover:underline"
      >
        <Verbatim className="wrap-anywhere">{titleOf(user)}</Verbatim>
      </Link>
      <span className="block text-12 font-normal text-fg-3 tabular-nums">User {user.id}</span>
    </th>
  );
}

function Row({
  title,
  isConflict = false,
  children,
}: {
  title: ReactNode;
  isConflict?: boolean;
  children: [ReactNode, ReactNode, ReactNode];
}) {
  const [one, other, both] = children;
  return (
    <tr>
      <th scope="row" className={classNames(cell, 'font-medium text-fg-2')}>
        {title}
      </th>
      <td className={cell}>{one}</td>
      <td className={cell}>{other}</td>
      <td className={classNames(cell, isConflict ? 'bg-warn-tint' : last)}>{both}</td>
    </tr>
  );
}

/** Where both have one and the second user goes: either can be kept. */
function TextChoice({
  part,
  first,
  second,
  stays,
  take,
  onText,
}: {
  part: TakenPart;
  first: ShownUser;
  second: ShownUser;
  stays: boolean;
  take: readonly TakenPart[];
  onText: (part: TakenPart, isSecond: boolean) => void;
}) {
  const [own, theirs] = [first[part], second[part]];
  if (stays || own === '' || theirs === '' || own === theirs)
    return <Verbatim className="wrap-anywhere">{own || (stays ? '' : theirs) || '–'}</Verbatim>;
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">{part === 'name' ? 'Name to keep' : 'E-mail to keep'}</legend>
      {[own, theirs].map((text, at) => (
        <label key={text} className="flex min-h-6 items-center gap-2 phone:min-h-10">
          <input
            type="radio"
            name={`${part}-of-${first.id}-${second.id}`}
            className="accent-accent-solid"
            checked={take.includes(part) === (at === 1)}
            onChange={() => onText(part, at === 1)}
          />
          <Verbatim className="wrap-anywhere">{text}</Verbatim>
        </label>
      ))}
    </fieldset>
  );
}

const maxTags = 8;

function Held({ identity }: { identity: ShownIdentity | null }) {
  if (!identity) return <span className="text-fg-3">–</span>;
  const more = identity.tags.length - maxTags;
  return (
    <div className="flex flex-col gap-1.5">
      <Verbatim className="wrap-anywhere tabular-nums slashed-zero">{identity.externalId}</Verbatim>
      {identity.tags.length > 0 && (
        <ul aria-label={`Tags of ${identity.externalId}`} className="flex flex-wrap gap-1">
          {identity.tags.slice(0, maxTags).map((tag) => (
            <li
              key={tag.key}
              className="inline-flex min-h-5.5 max-w-full items-center gap-1 rounded-chip border border-line bg-surface px-1.5 text-12"
            >
              <ProofMark kind={tag.proof} />
              <Verbatim className="min-w-0 truncate">{tagName(tag)}</Verbatim>
              <span className="sr-only">{tag.proof}</span>
            </li>
          ))}
          {more > 0 && <li className="text-12 text-fg-3">and {more} more</li>}
        </ul>
      )}
    </div>
  );
}

function Choice({ part, onKeep }: { part: TogetherAt; onKeep: (identity: ShownIdentity) => void }) {
  const { provider, first, second, chosen } = part;
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-12 font-medium text-warn">Both have an id there: choose one</legend>
      {[first, second].map(
        (identity) =>
          identity && (
            <label key={identity.id} className="flex min-h-6 items-center gap-2 phone:min-h-10">
              <input
                type="radio"
                name={`keep-${provider}`}
                className="accent-accent-solid"
                checked={chosen?.id === identity.id}
                onChange={() => onKeep(identity)}
              />
              <Verbatim className="wrap-anywhere">{identity.externalId}</Verbatim>
            </label>
          ),
      )}
      {chosen && <Held identity={chosen} />}
    </fieldset>
  );
}
