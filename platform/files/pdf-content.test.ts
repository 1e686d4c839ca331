import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { plainDate } from '@heyi/kernel';
import { createPrinter } from '../print/index.ts';
import { pdfFault } from './pdf-content.ts';

const pdf = (...objects: (string | Buffer)[]): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n'),
    ...objects.map((part) => Buffer.from(part)),
    Buffer.from('\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
  ]);

/** Objects packed into a stream, as every newer export does. */
const packed = (objects: string, dictionary = '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode') =>
  Buffer.concat([
    Buffer.from(`7 0 obj\n<< ${dictionary} >>\nstream\n`),
    deflateSync(objects),
    Buffer.from('\nendstream\nendobj\n8 0 obj\n<< /Type /XRef /W [1 2 1] >>\nendobj\n'),
  ]);

const script = '<< /Type /Action /S /JavaScript /JS (app.alert(1)) >>';

const cases: [title: string, content: Buffer, fault: ReturnType<typeof pdfFault>][] = [
  ['普通的页面', pdf('3 0 obj\n<< /Type /Page >>\nendobj\n'), null],
  ['压缩的普通对象', pdf(packed('9 0 << /Type /Page >>')), null],
  ['脚本', pdf(`3 0 obj\n${script}\nendobj\n`), 'active'],
  ['名字转义的脚本', pdf('3 0 obj\n<< /S /J#61vaScript /JS (x) >>\nendobj\n'), 'active'],
  ['压缩在对象流里的脚本', pdf(packed(`9 0 ${script}`)), 'active'],
  ['对象流换个叫法', pdf(packed(`9 0 ${script}`, '/Type /Obj#53tm /Filter /Fl')), 'active'],
  ['对象流不写类型', pdf(packed(`9 0 ${script}`, '/N 1 /First 4 /Filter /FlateDecode')), 'active'],
  ['启动程序', pdf('3 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n'), 'active'],
  ['嵌入的文件', pdf('3 0 obj\n<< /Names << /EmbeddedFiles 4 0 R >> >>\nendobj\n'), 'active'],
  ['会自己提交的表单', pdf('3 0 obj\n<< /S /SubmitForm /F (https://x) >>\nendobj\n'), 'active'],
  ['加密', pdf('3 0 obj\n<< /Encrypt 4 0 R >>\nendobj\n'), 'locked'],
  ['只有一半', Buffer.from('%PDF-1.7\n1 0 obj\n<< >>'), 'locked'],
  [
    '解不开的对象流',
    pdf(Buffer.from('7 0 obj << /Type /ObjStm >>\nstream\nx\x9c\x00\x00', 'latin1')),
    'locked',
  ],
  ['绕着编码的对象流', pdf(packed(`9 0 ${script}`, '/Type /ObjStm /Filter [/A85 /Fl]')), 'locked'],
  ['一展开就撑爆', pdf(packed(' '.repeat(300_000_000))), 'locked'],
];

for (const [title, content, fault] of cases) {
  test(`PDF：${title}`, () => assert.equal(pdfFault(content), fault));
}

test('PDF：我们自己打印的收', async () => {
  const printer = createPrinter({ workers: 1 });
  const content = await printer.print({
    template: '= 收入证明\n本单位证明。',
    data: {},
    date: plainDate('2026-11-23'),
  });
  await printer.close();
  assert.equal(pdfFault(Buffer.from(content)), null);
});
