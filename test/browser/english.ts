import type { Page } from 'playwright-core';

/** What stands in the frame of a page, beside the data of a client. */
const frame =
  'th, label, .ant-tabs-tab-btn, .ant-btn, .ant-empty-description, .ant-segmented-item-label, ' +
  '.heyi-card h2, dt';

const areas = [
  'names',
  'orders',
  'threads',
  'evidence',
  'insurance',
  'bills',
  'declarations',
  'home',
  'common',
  'clients',
  'workers',
  'withdrawals',
  'funds',
  'payments',
  'reconciliation',
  'apps',
  'runs',
  'tax',
  'people',
];
const keys = new RegExp(`\\b(${areas.join('|')})\\.[a-z][a-zA-Z.]+`, 'g');

/** Words that nobody has put into English, keys without words, and what is wider than the page. */
export async function englishFaults(page: Page, width: number): Promise<string[]> {
  const texts = await page.locator(frame).allTextContents();
  const chinese = texts.filter((text) => /\p{Script=Han}/u.test(text));
  const body = (await page.locator('body').textContent()) ?? '';
  const isWide = Number(await page.evaluate('document.documentElement.scrollWidth')) > width;
  return [
    ...chinese.filter((text) => !isData(text)),
    ...(body.match(keys) ?? []),
    ...(isWide ? [`wider than ${width}`] : []),
  ];
}

/** The client, people, and the other language's own name. */
const isData = (text: string) =>
  /中文|华联|星屿|李静|周敏|赵磊|聂清和|戴松年|员工|有限公司/.test(text);
