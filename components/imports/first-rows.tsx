import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { tagName } from '#components/tags/shown-tags.ts';
import { Chip } from '#components/ui/chip.tsx';
import { formatCount } from '#components/ui/count.ts';
import { Pill } from '#components/ui/pill.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { PreviewIdentity, PreviewRow, PreviewTag, PreviewUser } from '#lib/shared/imports.ts';

/** As they would become. */
export function FirstRows({ rows, isAll }: { rows: readonly PreviewRow[]; isAll: boolean }) {
  return (
    <section aria-labelledby="import-first-rows" className="flex flex-col gap-1.5">
      <h3 id="import-first-rows" className="font-semibold">
        {isAll ? 'What the rows become' : `What the first ${rows.length} rows become`}
      </h3>
      <div className="relative overflow-x-auto rounded-card border border-line">
        <table aria-labelledby="import-first-rows" className="w-full text-13 phone:block">
          <thead className="border-b border-line bg-sunken text-11 text-fg-3 phone:sr-only">
            <tr>
              {['Line', 'User', 'Ids and tags'].map((head, index) => (
                <th
                  key={head}
                  scope="col"
                  className={`px-3 py-1.5 font-medium ${index === 0 ? 'w-16 text-end' : 'text-start'}`}
                >
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="phone:block">
            {rows.map((row) => (
              <tr
                key={row.line}
                className="border-b border-line align-top last:border-0 phone:grid phone:gap-1.5 phone:p-3"
              >
                <td className="px-3 py-2.5 text-end text-fg-3 tabular-nums phone:p-0 phone:text-start phone:before:content-['Line_']">
                  {formatCount(row.line)}
                </td>
                {row.user ? <User user={row.user} /> : <BadRow row={row} />}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const words = {
  new: { tone: 'accent', text: 'New' },
  again: { tone: 'neutral', text: 'New in a line above' },
  known: { tone: 'neutral', text: 'Known' },
} as const;

function User({ user: { is, name, email, was, identities } }: { user: PreviewUser }) {
  const { tone, text } = words[is];
  const before = [was?.name === name ? '' : was?.name, was?.email === email ? '' : was?.email].filter(
    Boolean,
  );
  return (
    <>
      <td className="w-80 max-w-80 px-3 py-2 phone:w-auto phone:max-w-none phone:p-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {name !== '' && <Verbatim className="font-medium wrap-anywhere">{name}</Verbatim>}
          <Pill tone={tone}>{text}</Pill>
        </div>
        {email !== '' && <Verbatim className="block text-12 wrap-anywhere text-fg-2">{email}</Verbatim>}
        {before.length > 0 && (
          <p className="text-12 wrap-anywhere text-fg-3">
            was <Verbatim>{before.join(', ')}</Verbatim>
          </p>
        )}
      </td>
      <td className="px-3 py-2 phone:p-0">
        <div className="flex flex-col gap-1.5">
          {identities.map((identity) => (
            <Identity key={identity.provider} identity={identity} />
          ))}
          {identities.length === 0 && <span className="text-fg-3">–</span>}
        </div>
      </td>
    </>
  );
}

function Identity({ identity: { provider, externalId, tags, more } }: { identity: PreviewIdentity }) {
  const { label } = capabilitiesOf(provider);
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="inline-flex items-center gap-1.5 pe-1 text-12 text-fg-2">
        <ProviderMark provider={provider} name={label} />
        <Verbatim className="max-w-50 truncate font-mono">{externalId ?? ''}</Verbatim>
      </span>
      {tags.map((tag) => (
        <TagToBe key={tag.key} tag={tag} />
      ))}
      {more > 0 && <span className="text-12 text-fg-3">+{formatCount(more)}</span>}
    </div>
  );
}

function TagToBe({ tag }: { tag: PreviewTag }) {
  const { key, value, isThere, before } = tag;
  const tip = isThere ? `${tagName(tag)} · there already` : `${tagName(tag)} · is added`;
  return (
    <Chip
      keyText={value === null ? undefined : key}
      value={value ?? key}
      state={isThere ? 'settled' : 'planned'}
      meta={before === null ? undefined : `was ${before}`}
      tip={before === null ? tip : `${tagName(tag)} · was ${before}`}
    />
  );
}

function BadRow({ row: { title, faults } }: { row: PreviewRow }) {
  return (
    <>
      <td className="w-80 max-w-80 px-3 py-2 phone:w-auto phone:max-w-none phone:p-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {title !== '' && <Verbatim className="wrap-anywhere text-fg-2">{title}</Verbatim>}
          <Pill tone="danger">Bad</Pill>
        </div>
      </td>
      <td className="px-3 py-2.5 text-12 phone:p-0">
        {faults.map(({ column, reason }) => (
          <p key={`${column} ${reason}`} className="wrap-anywhere">
            {column !== '' && <span className="font-medium">{column}: </span>}
            {reason}
          </p>
        ))}
      </td>
    </>
  );
}
