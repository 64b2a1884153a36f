import type { Measurement } from './bench.ts';
import { csvSection } from './csv/csv-section.ts';
import { editSection } from './edit/edit-section.ts';
import { historySection } from './history/history-section.ts';
import { homeSection } from './home/home-section.ts';
import { inboundSection } from './inbound/inbound-section.ts';
import { pageSection } from './program/page-section.ts';
import { startSection } from './program/start-section.ts';
import { pullSection } from './pull/pull-section.ts';
import { readSection } from './read/read-section.ts';
import { runsSection } from './runs/runs-section.ts';
import { browserSection } from './screen/browser-section.ts';
import { chipSection } from './screen/chip-section.ts';
import { scriptSection } from './screen/script-section.ts';
import type { SectionName } from './sections.ts';
import { suggestSection } from './suggest/suggest-section.ts';
import { tagsSection } from './tags/tags-section.ts';

export const measurements: Record<SectionName, Measurement> = {
  edit: editSection,
  page: pageSection,
  start: startSection,
  script: scriptSection,
  chip: chipSection,
  read: readSection,
  csv: csvSection,
  browser: browserSection,
  runs: runsSection,
  pull: pullSection,
  inbound: inboundSection,
  history: historySection,
  home: homeSection,
  tags: tagsSection,
  suggest: suggestSection,
};
