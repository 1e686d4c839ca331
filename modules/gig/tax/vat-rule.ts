import { assert, type PlainDate, plainDate } from '@heyi/kernel';
import { currentPolicy, policySource } from '@heyi/statutory';

/** The first day of the rule, as the library records it; before it nobody withheld VAT. */
const ruleStart = plainDate('2026-11-01');

export type VatRule = {
  readonly titleZh: string;
  readonly titleEn: string;
  readonly source: string;
  readonly mark: string;
  readonly isUnverified: boolean;
  readonly inForceFrom: PlainDate;
};

/** 增值税法实施条例第三十五条 and its method, with how well they were read. */
export function vatRule(): VatRule {
  const found = currentPolicy.figure('cn.vat.natural-person-withholding', ruleStart);
  assert(found.ok, 'the library holds the rule');
  const { title, sources, mark, unverified, appliesFrom } = found.value;
  const named = sources.flatMap((id) => {
    const source = policySource(id);
    return source ? [`${source.title}${source.number ? `（${source.number}）` : ''}`] : [];
  });
  return {
    titleZh: title.zh,
    titleEn: title.en,
    source: named.join('；'),
    mark,
    isUnverified: unverified,
    inForceFrom: appliesFrom,
  };
}
