import { NoSuch } from '#components/shell/no-such.tsx';

export default function NoSuchUser() {
  return <NoSuch noun="user" all="/users" />;
}
