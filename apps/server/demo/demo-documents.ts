import { fullCast } from './cast/cast.ts';
import { playedClients } from './cast/november.ts';
import { novemberFiles } from './files/november-files.ts';
import { workbookOf } from './files/workbook.ts';
import { goldenGuide } from './guide/golden-guide.ts';

const folders = { retail: '澄栗便利', calls: '语岸客服' } as const;

/** What stands under docs/ because of the demo: the files to take in, and the answers to compare. */
export async function demoDocuments(): Promise<{ file: string; content: Buffer | string }[]> {
  const documents: { file: string; content: Buffer | string }[] = [
    { file: 'docs/guides/golden-people.md', content: goldenGuide() },
  ];
  for (const client of playedClients) {
    for (const { name, sheet } of novemberFiles(fullCast(), client)) {
      const content = await workbookOf([sheet]);
      documents.push({ file: `docs/demo-files/${folders[client]}/${name}`, content });
    }
  }
  return documents;
}
