import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yuan } from '@heyi/kernel';
import { readBatchFile } from './batch-file.ts';

const header = '序号,收款账号,户名,金额,联行号/行号,摘要,业务参考号';
const line = '1,6222020200012345678,李文静,8300.50,308584000013,工资,R1';

test('代发文件：引号、逗号、可空的联行号与参考号', () => {
  const file = `\uFEFF${header}\r\n${line}\r\n2,6222020200012345679,"Smith, ""J""",1.00,,工资,\r\n`;
  assert.deepEqual(readBatchFile(file, 'B1'), {
    lines: [
      {
        line: 1,
        payeeAccount: '6222020200012345678',
        payeeName: '李文静',
        amount: yuan('8300.50'),
        payeeBankCode: '308584000013',
        purpose: '工资',
        reference: 'R1',
      },
      {
        line: 2,
        payeeAccount: '6222020200012345679',
        payeeName: 'Smith, "J"',
        amount: yuan('1.00'),
        payeeBankCode: null,
        purpose: '工资',
        reference: 'B1-2',
      },
    ],
  });
});

test('代发文件：没有业务参考号一列也收', () => {
  const file = '序号,收款账号,户名,金额,联行号/行号,摘要\n1,6222020200012345678,李文静,1,,工资';
  const read = readBatchFile(file, 'B1');
  assert.equal('lines' in read && read.lines[0]?.reference, 'B1-1');
});

const wrongFiles: [title: string, file: string, wrong: string][] = [
  ['表头不符', `序号,账号\n1,2`, '表头不符'],
  ['空文件', '', '表头不符'],
  ['没有明细', `${header}\n`, '文件没有明细'],
  ['引号不配对', `${header}\n1,"6222`, '引号不配对'],
  ['序号不连续', `${header}\n${line.replace('1,', '2,')}`, '第 1 行格式错误'],
  ['负金额', `${header}\n${line.replace('8300.50', '-1.00')}`, '第 1 行格式错误'],
  ['零金额', `${header}\n${line.replace('8300.50', '0.00')}`, '第 1 行格式错误'],
  ['金额三位小数', `${header}\n${line.replace('8300.50', '1.005')}`, '第 1 行格式错误'],
  ['户名为空', `${header}\n${line.replace('李文静', '')}`, '第 1 行格式错误'],
  ['缺列', `${header}\n1,6222020200012345678,李文静`, '第 1 行格式错误'],
  ['参考号过长', `${header}\n${line}${'9'.repeat(30)}`, '第 1 行格式错误'],
  ['参考号重复', `${header}\n${line}\n${line.replace('1,', '2,')}`, '业务参考号重复'],
];

for (const [title, file, wrong] of wrongFiles) {
  test(`代发文件：${title}`, () => assert.deepEqual(readBatchFile(file, 'B1'), { wrong }));
}
