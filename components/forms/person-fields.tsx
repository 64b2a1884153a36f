import { TextField, type TextFieldProps } from '#components/ui/text-field.tsx';

export function NameField(props: Partial<TextFieldProps>) {
  return <TextField label="Name" name="name" size="large" autoComplete="name" {...props} />;
}

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

export function PasswordField(props: Partial<TextFieldProps>) {
  return (
    <TextField label="Password" type="password" size="large" autoComplete="current-password" {...props} />
  );
}

export function NewPasswordField(props: Partial<TextFieldProps>) {
  return (
    <PasswordField
      autoComplete="new-password"
      hint="At least 8 characters; a few words that do not belong together are best."
      {...props}
    />
  );
}
