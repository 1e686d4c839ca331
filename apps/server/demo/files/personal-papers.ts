import { drawPage } from '@heyi/platform';
import { assert } from '@heyi/kernel';
import type { Upload } from '../story/stage.ts';
import { type DemoPaper, paperPdf } from './paper-pdf.ts';

/** Papers that people hand in: a scan is a PDF, a photograph a picture of a page. */

type PersonalPaper = Pick<DemoPaper, 'title' | 'agency' | 'facts'> &
  Partial<Pick<DemoPaper, 'words' | 'layout'>> & { readonly on: string };

const paperOf = ({ on, layout = 'certificate', ...paper }: PersonalPaper): DemoPaper => ({
  ...paper,
  layout,
  code: `YS${on.replaceAll('-', '')}${paper.title.length}`,
  issuedOn: on,
});

export function scanOf(name: string, paper: PersonalPaper): Upload {
  return { name: `${name}.pdf`, type: 'application/pdf', content: paperPdf(paperOf(paper)) };
}

/** As the telephone takes it: pixels and no text. */
export async function photoOf(name: string, paper: PersonalPaper): Promise<Upload> {
  const page = { type: 'application/pdf', content: paperPdf(paperOf(paper)) };
  const drawn = await drawPage(page, 1, null);
  assert(drawn.ok, 'our own papers can be drawn');
  return { name: `${name}.png`, type: 'image/png', content: Buffer.from(drawn.value.content) };
}
