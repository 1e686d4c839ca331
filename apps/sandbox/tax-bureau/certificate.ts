import { plainPdf } from '../plain-pdf.ts';

/** 完税证明 as a page of plain text. */
export function certificateOf(facts: {
  creditCode: string;
  period: string;
  paid: string;
  voucher: string;
}): Buffer {
  const lines = [
    'Tax payment certificate (stand-in, no legal effect)',
    `Withholding agent   ${facts.creditCode}`,
    `Tax period          ${facts.period}`,
    `Individual income tax paid   CNY ${facts.paid}`,
    `Voucher             ${facts.voucher}`,
  ];
  return plainPdf(lines);
}
