import { TextField, type TextFieldProps } from '#components/ui/text-field.tsx';

/** What somebody is called. */
export function NameField(props: Partial<TextFieldProps>) {
  return <TextField label="Name" name="name" size="large" autoComplete="name" {...props} />;
}

/** An e-mail that somebody signs in with, as password managers know it. */
export function EmailField(props: Partial<TextFieldProps>) {
  return (
    <TextField
      label="E-mail"
      type="email"
      size="large"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      {...props}
    />
  );
}

/** The password that somebody has. */
export function PasswordField(props: Partial<TextFieldProps>) {
  return (
    <TextField label="Password" type="password" size="large" autoComplete="current-password" {...props} />
  );
}

/** A password that somebody chooses. */
export function NewPasswordField(props: Partial<TextFieldProps>) {
  return (
    <PasswordField
      autoComplete="new-password"
      hint="At least 8 characters; a few words that do not belong together are best."
      {...props}
    />
  );
}
