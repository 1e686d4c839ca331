import { fullCast } from './cast/cast.ts';
import { type PlayedClient, playedClients } from './cast/november.ts';
import { type NovemberFile, novemberFiles } from './files/november-files.ts';
import { workbookOf } from './files/workbook.ts';
import { goldenGuide } from './guide/golden-guide.ts';
import { insuranceGuide } from './guide/insurance-guide.ts';

const folders: Readonly<Record<PlayedClient, string>> = { retail: '澄栗便利', calls: '语岸客服' };

export type DemoDocument = { readonly file: string; readonly content: Buffer | string };

/** What stands under docs/ because of the demo: the files to take in, and the answers to compare. */
export async function demoDocuments(): Promise<DemoDocument[]> {
  const documents: DemoDocument[] = [
    { file: 'docs/guides/golden-people.md', content: goldenGuide() },
    { file: 'docs/guides/joiner-to-bill.md', content: insuranceGuide() },
    { file: 'docs/demo-files/README.md', content: guideToFiles() },
  ];
  for (const client of playedClients) {
    for (const { name, sheet } of filesOf(client)) {
      const content = await workbookOf([sheet]);
      documents.push({ file: `docs/demo-files/${folders[client]}/${name}`, content });
    }
  }
  return documents;
}

function filesOf(client: PlayedClient): NovemberFile[] {
  return novemberFiles(fullCast(), client);
}

const places: Readonly<Record<NovemberFile['kind'], string>> = {
  roster: '人员 › 导入花名册 · People › import the roster',
  payChanges: '批次 › 数据 › 薪资变动 · Run › inputs',
  attendance: '批次 › 数据 › 考勤 · Run › inputs',
  oneOffItems: '批次 › 数据 › 一次性项目 · Run › inputs',
  specialDeductions: '批次 › 数据 › 专项附加扣除 · Run › inputs',
  taxpayerFeedback: '个税 › 人员信息采集 › 反馈 · Tax › registration › feedback',
};

function guideToFiles(): string {
  const tables = playedClients.map((client) => {
    const rows = filesOf(client).map(
      ({ name, kind, invalid, duplicate }) =>
        `| ${name} | ${places[kind]} | ${invalid} | ${duplicate} |`,
    );
    return `## ${folders[client]}

| 文件 · file | 在哪里导入 · where | 故意做错的行 · wrong rows | 重复行 · duplicates |
| --- | --- | ---: | ---: |
${rows.join('\n')}
`;
  });
  return `# 十一月的文件 · The files of November

两个客户的 2026 年 11 月批次停在“数据收集”。按编号导入下面的文件，试算会逐行说明：做错的行怎么改，其余照常导入。
花名册里有一人的用工形式写成了派遣：计算后出现阻断，改为全职即可。

The November runs of two clients are collecting. Take the files in by their numbers; the dry run tells row by row what
is wrong on purpose and how to fix it. One joiner of the roster is marked as dispatched: that blocks the run until it is
corrected to full-time. All of it is invented.

\`沅川置业/代发结果（一人户名不符）.xlsx\` 是没有直连的银行交回的结果：客户重新审批、付款并导出指令文件之后，在付款批次导入。
It is what the bank without a link brings back: import it at the pay batch after the run was approved anew and paid.

${tables.join('\n')}`;
}
