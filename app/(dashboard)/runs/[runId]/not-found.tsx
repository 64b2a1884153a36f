import { NoSuch } from '#components/shell/no-such.tsx';

export default function NoSuchRun() {
  return <NoSuch noun="run" all="/runs" />;
}
