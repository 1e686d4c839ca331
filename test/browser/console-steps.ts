import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { readSheet, type SheetRow } from '@heyi/platform';
import type { Download, Locator, Page } from 'playwright-core';

/*
 * What people do on any page of the console, by the words and roles that they see. Everything waits
 * on a state of the page, never on time.
 */

/** A button by its words; antd draws two characters apart, and an icon adds a word before them. */
export function button(place: Page | Locator, words: string): Locator {
  const letters = words.length === 2 ? [...words].join('\\s?') : words;
  return place.getByRole('button', { name: new RegExp(`^(\\S+ )?${letters}$`) });
}

/** What lies over the page: a form at the side, or a question. The last one opened is on top. */
export function dialog(page: Page): Locator {
  return page.getByRole('dialog').filter({ visible: true }).last();
}

export async function closed(open: Locator): Promise<void> {
  await open.waitFor({ state: 'hidden' });
}

/** Follows the menu; the page that is left stays, and answers clicks, until the other is there. */
export async function goTo(page: Page, words: string): Promise<void> {
  await page.getByRole('link', { name: words, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: words }).waitFor();
}

/** A form is ready once its first field has the focus. */
export async function openForm(page: Page, words: string): Promise<Locator> {
  await button(page, words).first().click();
  const form = dialog(page);
  await form.locator('input:focus').waitFor();
  return form;
}

/** Chooses in a list that opens below its field. */
export async function choose(page: Page, field: Locator, words: string | RegExp): Promise<void> {
  await field.click();
  const entry = page
    .locator('.ant-select-dropdown')
    .filter({ visible: true })
    .locator('.ant-select-item-option')
    .filter({ hasText: words })
    .first();
  await entry.click();
}

/** Gives the reason that a step asks for, and does it. */
export async function giveReason(page: Page, reason: string): Promise<void> {
  const question = page.locator('.ant-modal').filter({ visible: true });
  await question.getByLabel('原因').fill(reason);
  await question.locator('.ant-modal-footer .ant-btn-primary').click();
  await closed(question);
}

export type ImportCounts = { created: number; updated: number; invalid: number; duplicate: number };

const countNames = { created: '新增', updated: '更新', invalid: '不合格', duplicate: '重复' };

/** Chooses files in an open import and waits for what the dry run says of the first. */
export async function tryImport(page: Page, ...paths: string[]): Promise<ImportCounts> {
  await dialog(page).locator('input[type=file]').setInputFiles(paths);
  return dryRun(page);
}

export async function dryRun(page: Page): Promise<ImportCounts> {
  await dialog(page).getByText('识别到的列').waitFor();
  const entries = Object.entries(countNames).map(async ([key, name]) => {
    const shown = dialog(page).locator('.ant-statistic').filter({ hasText: name });
    const text = await shown.locator('.ant-statistic-content').innerText();
    return [key, Number(text.replaceAll(',', ''))] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as ImportCounts;
}

/** Takes in what the dry run found to be right. */
export async function commitImport(page: Page): Promise<void> {
  await dialog(page)
    .getByRole('button', { name: /^(确认导入|只导入合格的 \d+ 行)$/ })
    .click();
  await dialog(page).getByText('导入完成').waitFor();
}

export async function closeDialog(page: Page): Promise<void> {
  const open = dialog(page);
  await page.keyboard.press('Escape');
  await closed(open);
}

/** What a click hands over as a file. */
export async function downloadBy(page: Page, click: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return download;
}

/** The rows of a workbook, as text. */
export async function rowsOf(download: Download): Promise<string[][]> {
  const rows: SheetRow[] = [];
  const content = await readFile(await download.path());
  const read = await readSheet(content, {}, (row) => void rows.push(row));
  assert.ok(read.ok, download.suggestedFilename());
  return rows.map(({ cells }) => cells.map((cell) => cell?.text ?? ''));
}

/** The row of a table that has these words. */
export function row(place: Page | Locator, words: string): Locator {
  return place.getByRole('row').filter({ hasText: words }).first();
}

/** The cells of the first row of a table that has these words. */
export async function cellsOf(place: Page | Locator, words: string): Promise<string[]> {
  const line = row(place, words);
  await line.waitFor();
  const cells = await line.getByRole('cell').allInnerTexts();
  return cells.map((text) => text.replaceAll(/\s+/g, ' ').trim());
}

/** An amount as the page writes it, in fen: `1,234.56`. */
export function fenOf(text: string): number {
  const plain = /-?[\d,]+\.\d{2}/.exec(text.replaceAll('−', '-'))?.[0];
  assert.ok(plain !== undefined, `no amount in “${text}”`);
  return Number(plain.replaceAll(/[,.]/g, ''));
}

/** The amounts of a row, from left to right, in fen. */
export async function amountsOf(line: Locator): Promise<number[]> {
  await line.waitFor();
  const cells = await line.getByRole('cell').allInnerTexts();
  return cells.filter((text) => /^-?[\d,]+\.\d{2}$/.test(text.trim())).map(fenOf);
}

/** The amount under a label, in totals or in facts, in fen. */
export async function totalOf(page: Page, label: string): Promise<number> {
  const tile = page.locator('.heyi-totals > div').filter({
    has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }),
  });
  return fenOf(await tile.locator('dd').first().innerText());
}

/** The amount of a fact: `工资条合计: 1,234.56`. */
async function factOf(page: Page, label: string): Promise<number> {
  const fact = page.locator('.ant-descriptions-item-container').filter({ hasText: label });
  return fenOf(await fact.first().innerText());
}

/** The fact becomes this amount: a page that is live is a moment behind. */
export async function factIs(page: Page, label: string, fen: number): Promise<void> {
  for (let looks = 0; looks < 100 && (await factOf(page, label)) !== fen; looks += 1) {
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  assert.equal(await factOf(page, label), fen, label);
}

/** Waits until the run stands there. */
export async function runIs(page: Page, state: string): Promise<void> {
  await page.locator('.heyi-page-head').getByText(state, { exact: true }).waitFor();
}

/** One step of the month on the page of a run. */
export async function openStep(page: Page, step: string): Promise<void> {
  await page.getByRole('navigation', { name: '批次步骤' }).getByText(step, { exact: true }).click();
  await page.getByRole('region', { name: step }).waitFor();
}

/** Looks again until what happens outside has come in. */
export async function reloadUntil(page: Page, shown: Locator): Promise<void> {
  for (let looks = 0; looks < 60 && !(await shown.isVisible()); looks += 1) {
    await page.reload();
    await shown.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
  await shown.waitFor();
}
