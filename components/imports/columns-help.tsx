import { Button } from '#components/ui/button.tsx';
import { Card, CardBody } from '#components/ui/card.tsx';
import { type ImportColumn, importColumns, sampleRows } from '#lib/shared/imports.ts';
import { downloadCsv } from './csv-file.ts';

const columns: readonly { names: readonly ImportColumn[]; words: string }[] = [
  { names: ['name', 'email'], words: 'Who it is. Case does not matter when an e-mail is looked for.' },
  {
    names: ['vero_id', 'cerego_user_id', 'capillary_user_id', 'fragment_user_ref'],
    words:
      'The ids at the providers. A row belongs to the user who has any of them, else to the one with the e-mail.',
  },
  { names: ['vero_tags', 'capillary_labels'], words: 'Labels with semicolons between: prospect;newsletter' },
  {
    names: ['cerego_tags', 'fragment_tags'],
    words: 'Pairs with semicolons between: Region=California;Team=Sales',
  },
];

export function ColumnsHelp() {
  return (
    <Card aria-labelledby="import-columns">
      <CardBody>
        <h2 id="import-columns" className="font-semibold">
          What the file may hold
        </h2>
        <p className="text-fg-2">
          The first line names the columns, in any order and in any words: you choose what each is used for.
          With the names below nothing needs to be chosen. At least one column is an id or the e-mail. Commas,
          semicolons or tabs may stand between the cells.
        </p>
        <div>
          <Button
            size="small"
            onClick={() => downloadCsv('tagdesk-sample.csv', [importColumns, ...sampleRows])}
          >
            Download a sample file
          </Button>
        </div>
        <dl className="flex flex-col gap-2">
          {columns.map(({ names, words }) => (
            <div key={names.join()}>
              <dt className="flex flex-wrap gap-x-2 font-mono text-12">
                {names.map((name) => (
                  <span key={name}>{name}</span>
                ))}
              </dt>
              <dd className="text-12 text-fg-2">{words}</dd>
            </div>
          ))}
        </dl>
        <p className="text-12 text-fg-3">
          Nothing is sent to a provider and nothing is taken away. Tags from a file are shown as imported
          until a provider shows them; a file does not overrule what a provider has confirmed.
        </p>
      </CardBody>
    </Card>
  );
}
