import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type TestBrowser, type TestPage, openBrowser, phone, takePicture } from './browser.ts';

let browser: TestBrowser;
let opened: TestPage;
before(async () => {
  browser = await openBrowser();
  opened = await browser.openPage();
});
after(() => browser?.close());

/** The ink of one character on a canvas. Characters without a glyph all draw the same box. */
async function inkOf(page: Page, character: string, font: string): Promise<string> {
  return await page.evaluate(
    ([text, description]) => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 64;
      const context = canvas.getContext('2d')!;
      context.font = description;
      context.fillText(text, 8, 52);
      const bytes = [...context.getImageData(0, 0, 64, 64).data];
      const opacities = bytes.filter((_, index) => index % 4 === 3);
      return opacities.map((opacity) => (opacity > 96 ? '#' : '.')).join('');
    },
    [character, font] as const,
  );
}

function dotsOf(ink: string): number {
  return ink.split('#').length - 1;
}

/** A private-use character, for which no font has a glyph. */
const missing = '\u{10FFFD}';

for (const font of ['sans-serif', 'serif', 'monospace', '"PingFang SC"', '"Microsoft YaHei"']) {
  test(`字体 ${font} 下汉字不是方框`, async () => {
    const box = await inkOf(opened.page, missing, `48px ${font}`);
    const characters = [...'合一薪酬社保个税', ...'䶮㛃𬱖𠅤喆堃赟'];
    const inks = await Promise.all(characters.map((c) => inkOf(opened.page, c, `48px ${font}`)));
    for (const [index, ink] of inks.entries()) {
      assert.notEqual(ink, box, `${characters[index]} is drawn as a box`);
      assert.ok(dotsOf(ink) > 150, `${characters[index]} has hardly any ink`);
    }
    assert.equal(new Set(inks).size, characters.length, 'each character has a shape of its own');
  });
}

test('字重不同，笔画粗细不同', async () => {
  const regular = dotsOf(await inkOf(opened.page, '合', '48px sans-serif'));
  const bold = dotsOf(await inkOf(opened.page, '合', 'bold 48px sans-serif'));
  assert.ok(bold > regular * 1.1, `${bold} dots against ${regular}`);
});

test('页面按中国用户的语言、时区打开，没有报错', async () => {
  const { page, complaints } = await browser.openPage();
  await page.setContent('<!doctype html><html lang="zh-CN"><h1>合一 · 薪酬核算</h1></html>');
  const facts = await page.evaluate(() => ({
    language: navigator.language,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }));
  assert.deepEqual(facts, { language: 'zh-CN', zone: 'Asia/Shanghai' });
  assert.ok(await page.getByRole('heading', { name: '合一 · 薪酬核算' }).isVisible());
  assert.deepEqual(complaints, []);
});

test('页面的报错被记下', async () => {
  const { page, complaints, close } = await browser.openPage();
  await page.setContent(`<script>console.error('bad'); throw new Error('worse');</script>
    <img src="http://127.0.0.1:1/nothing.png">`);
  await page.waitForLoadState('load');
  await close();
  for (const part of ['bad', 'worse', 'nothing.png']) {
    assert.ok(
      complaints.some((line) => line.includes(part)),
      `${part} in ${complaints.join('; ')}`,
    );
  }
});

test('手机页面可截图存证', async () => {
  const { page, close } = await browser.openPage(phone);
  await page.setContent('<meta name="viewport" content="width=device-width"><h1>工资条</h1>');
  const path = await takePicture(page, 'browser/payslip-on-a-phone');
  await close();
  assert.ok(statSync(path).size > 1000);
  const header = readFileSync(path);
  assert.deepEqual([header.readUInt32BE(16), header.readUInt32BE(20)], [780, 1688]);
});
