/** For fields whose text must arrive as typed: nothing corrects it, and password managers do not offer to fill it. */

/** No password manager takes the field for one of a sign-in: 1Password, LastPass, Bitwarden and Dashlane each ask. */
export const notForSecrets = {
  'data-1p-ignore': true,
  'data-lpignore': 'true',
  'data-bwignore': true,
  'data-form-type': 'other',
} as const;

/** Tags, ids and filters: a phone's keyboard would make another text of them. */
export const literalText = {
  ...notForSecrets,
  autoComplete: 'off',
  autoCorrect: 'off',
  autoCapitalize: 'none',
  spellCheck: false,
} as const;
