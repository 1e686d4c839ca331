/** Size of a page in points; the origin of what is drawn is its lower left corner. */
type PageSize = { readonly width: number; readonly height: number };

const a4: PageSize = { width: 595, height: 842 };

/**
 * A plain PDF of text lines in 宋体, which it does not carry, as agencies print them; 25 lines a page.
 * For papers of the demo and of tests; what people get is printed by templates.
 */
export function textPdf(lines: readonly string[]): Buffer {
  const pages = Array.from({ length: Math.max(1, Math.ceil(lines.length / 25)) }, (_, index) =>
    lines.slice(index * 25, index * 25 + 25),
  );
  return pagesPdf(
    pages.map((page) =>
      page
        .map((line, row) => `BT /F 12 Tf 50 ${790 - row * 30} Td <${hexText(line)}> Tj ET`)
        .join('\n'),
    ),
  );
}

/**
 * Pages of drawing operators as a PDF, with 宋体 as the font `/F`. `narrow`: Latin letters and digits
 * take half the width of a character, as agencies print them; else all take the same.
 */
export function pagesPdf(
  pages: readonly string[],
  { size = a4, narrow = false }: { readonly size?: PageSize; readonly narrow?: boolean } = {},
): Buffer {
  const kids = pages.map((_, index) => `${6 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H' +
      ' /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo' +
      ` << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>${narrow ? ' /W [1 95 500 814 907 500]' : ''}` +
      ' /FontDescriptor 5 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880]' +
      ' /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ...pages.flatMap((shown, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.width} ${size.height}]` +
        ` /Contents ${7 + index * 2} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
      `<< /Length ${shown.length} >>\nstream\n${shown}\nendstream`,
    ]),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${count}\n0000000000 65535 f \n${table}` +
      `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

/** Text as the font `/F` takes it, between angle brackets. */
export function hexText(line: string): string {
  return Buffer.from(line, 'utf16le').swap16().toString('hex');
}
