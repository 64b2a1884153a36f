/** For text that must arrive as typed. */

/** 1Password, LastPass, Bitwarden and Dashlane each ask for their own attribute. */
export const notForSecrets = {
  'data-1p-ignore': true,
  'data-lpignore': 'true',
  'data-bwignore': true,
  'data-form-type': 'other',
} as const;

/** A phone's keyboard would correct tags, ids and filters. */
export const literalText = {
  ...notForSecrets,
  autoComplete: 'off',
  autoCorrect: 'off',
  autoCapitalize: 'none',
  spellCheck: false,
} as const;
