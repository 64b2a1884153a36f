import { NoSuch } from '#components/shell/no-such.tsx';

/** The address names no run. */
export default function NoSuchRun() {
  return <NoSuch noun="run" all="/runs" />;
}
