import { NoSuch } from '#components/shell/no-such.tsx';

/** The address names nobody. */
export default function NoSuchUser() {
  return <NoSuch noun="user" all="/users" />;
}
