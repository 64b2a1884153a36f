import { delimiterNames, type SaidForm, saidEncodings } from '#lib/shared/csv.ts';
import { AppError } from '#lib/shared/errors.ts';

/** From headers and options. A delimiter is named or the character itself. Throws AppError `invalid`. */
export function readSaidForm(said: { encoding?: string | null; delimiter?: string | null }): SaidForm {
  const encoding = said.encoding?.trim().toLowerCase() ?? '';
  const delimiter = said.delimiter?.trim().toLowerCase() ?? '';
  const named = Object.entries(delimiterNames).find(
    ([name, sign]) => name === delimiter || sign === delimiter,
  );
  const known = saidEncodings.find((each) => each === encoding);
  if (encoding !== '' && !known)
    refuse('encoding', `There is no encoding “${encoding}” here. There are: ${saidEncodings.join(', ')}.`);
  if (delimiter !== '' && !named)
    refuse(
      'delimiter',
      `There is no delimiter “${delimiter}” here. There are: ${Object.keys(delimiterNames).join(', ')}.`,
    );
  return { encoding: known ?? null, delimiter: named?.[1] ?? null };
}

function refuse(field: string, message: string): never {
  throw new AppError('invalid', message, { [field]: message });
}
