import { createHash } from 'node:crypto';
import { hexText, pagesPdf } from '@heyi/platform';

/**
 * Papers of agencies that do not exist, drawn by us: a ruled list, a certificate, a bank's slip. Every
 * page says across itself that it is a demonstration, and so does the seal.
 */
export type DemoPaper = {
  readonly layout: 'list' | 'certificate' | 'slip';
  readonly title: string;
  readonly agency: string;
  /** Facts above the list, or of the certificate: what, and its value. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly columns?: readonly (readonly [title: string, width: number])[];
  readonly rows?: readonly (readonly string[])[];
  /** Sentences of a certificate, or a remark below the list. */
  readonly words?: readonly string[];
  readonly code: string;
  readonly issuedOn: string;
};

const [black, grey, red] = ['0.1 0.1 0.12', '0.62 0.62 0.66', '0.78 0.12 0.12'];
const rowsAPage = 26;

export function paperPdf(paper: DemoPaper): Buffer {
  if (paper.layout === 'slip') {
    const size = { width: 595, height: 340 };
    return pagesPdf([slipPage(paper)], { size, narrow: true });
  }
  if (paper.layout === 'certificate') return pagesPdf([certificatePage(paper)], { narrow: true });
  const rows = paper.rows ?? [];
  const count = Math.max(1, Math.ceil(rows.length / rowsAPage));
  const pages = Array.from({ length: count }, (_, page) => {
    const part = rows.slice(page * rowsAPage, (page + 1) * rowsAPage);
    return listPage(paper, part, { page, count });
  });
  return pagesPdf(pages, { narrow: true });
}

/** Letters and digits are half as wide as a character. */
function widthOf(text: string, size: number): number {
  let units = 0;
  for (const letter of text) units += letter.codePointAt(0)! < 256 ? 0.5 : 1;
  return units * size;
}

function put(text: string, x: number, y: number, size = 10.5, colour = black): string {
  return `${colour} rg BT /F ${size} Tf ${round(x)} ${round(y)} Td <${hexText(text)}> Tj ET`;
}

function centred(text: string, x: number, y: number, size: number, colour = black): string {
  return put(text, x - widthOf(text, size) / 2, y, size, colour);
}

function line(x1: number, y1: number, x2: number, y2: number, colour = black): string {
  return `${colour} RG 0.6 w ${round(x1)} ${round(y1)} m ${round(x2)} ${round(y2)} l S`;
}

const round = (value: number) => Math.round(value * 100) / 100;

/** 演示 across the page, so that no copy of it can be taken for an agency's. */
function across(width: number, height: number): string {
  const words = '演示数据 无法律效力';
  const places = height > 500 ? [0.24, 0.52, 0.8] : [0.5];
  return places
    .map((share) => {
      const [x, y] = [width / 2 - 190, height * share - 70];
      return `0.93 g BT /F 40 Tf 0.94 0.34 -0.34 0.94 ${round(x)} ${round(y)} Tm <${hexText(words)}> Tj ET`;
    })
    .join('\n');
}

const arc = 0.5523;

function circle(x: number, y: number, r: number, width: number): string {
  const k = r * arc;
  const p = (...values: number[]) => values.map(round).join(' ');
  return [
    `${red} RG ${width} w`,
    `${p(x + r, y)} m`,
    `${p(x + r, y + k, x + k, y + r, x, y + r)} c`,
    `${p(x - k, y + r, x - r, y + k, x - r, y)} c`,
    `${p(x - r, y - k, x - k, y - r, x, y - r)} c`,
    `${p(x + k, y - r, x + r, y - k, x + r, y)} c S`,
  ].join(' ');
}

function star(x: number, y: number, r: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = Math.PI / 2 + (index * Math.PI) / 5;
    const radius = index % 2 === 0 ? r : r * 0.382;
    return `${round(x + radius * Math.cos(angle))} ${round(y + radius * Math.sin(angle))}`;
  });
  return `${red} rg ${points[0]} m ${points.slice(1).join(' l ')} l f`;
}

/** The name runs along the ring, as on a real one; below the star it says what it is for. */
function seal(name: string, x: number, y: number): string {
  const r = 52;
  const letters = [...name].slice(0, 18);
  const step = Math.min(0.32, 4 / letters.length);
  const ring = letters.map((letter, index) => {
    const angle = Math.PI / 2 - (index - (letters.length - 1) / 2) * step;
    const turned = angle - Math.PI / 2;
    const [cos, sin] = [round(Math.cos(turned)), round(Math.sin(turned))];
    const [lx, ly] = [x + 40 * Math.cos(angle), y + 40 * Math.sin(angle)];
    const [px, py] = [lx - 5 * Math.cos(turned), ly - 5 * Math.sin(turned)];
    const matrix = `${cos} ${sin} ${-sin} ${cos} ${round(px)} ${round(py)}`;
    return `BT /F 10 Tf ${matrix} Tm <${hexText(letter)}> Tj ET`;
  });
  return [
    circle(x, y, r, 2.4),
    star(x, y + 2, 15),
    `${red} rg`,
    ...ring,
    centred('演示专用章', x, y - 30, 9, red),
  ].join('\n');
}

/** A square of dots that looks like a code and is none: nothing can be read from it. */
function dots(code: string, x: number, y: number): string {
  const bits = createHash('sha256').update(code).digest();
  const cells = Array.from({ length: 15 * 15 }, (_, index) => {
    const isOn = (bits[index % 32]! >> (index % 7)) & 1;
    const [column, row] = [index % 15, Math.floor(index / 15)];
    return isOn ? `${round(x + column * 3)} ${round(y + row * 3)} 3 3 re` : '';
  });
  return `${black} rg ${cells.filter(Boolean).join(' ')} f`;
}

function footOf({ code, issuedOn, agency }: DemoPaper, y: number): string[] {
  return [
    dots(code, 60, y - 14),
    put(`验证码 ${code}`, 116, y + 18, 9.5),
    put('在经办机构网站输入验证码核对（演示，无此网站）', 116, y + 2, 8.5, grey),
    seal(agency, 455, y + 30),
    put(issuedOn, 422, y - 38, 10),
  ];
}

function listPage(
  paper: DemoPaper,
  rows: readonly (readonly string[])[],
  { page, count }: { readonly page: number; readonly count: number },
): string {
  const { title, agency, facts, columns = [], words = [] } = paper;
  const isLast = page === count - 1;
  const top = 700 - Math.ceil(facts.length / 2) * 18;
  const bottom = top - (rows.length + 1) * 18;
  const edges = columns.reduce((all, [, width]) => [...all, all.at(-1)! + width], [52]);
  return [
    across(595, 842),
    centred(title, 297, 778, 17),
    centred(agency, 297, 755, 11),
    put(`第 ${page + 1} 页，共 ${count} 页`, 470, 730, 9, grey),
    ...facts.map(([label, value], index) =>
      put(`${label}：${value}`, index % 2 === 0 ? 56 : 310, 712 - Math.floor(index / 2) * 18),
    ),
    ...Array.from({ length: rows.length + 2 }, (_, row) =>
      line(52, top - row * 18, edges.at(-1)!, top - row * 18),
    ),
    ...edges.map((x) => line(x, top, x, bottom)),
    ...columns.map(([name], index) => put(name, edges[index]! + 4, top - 13, 9.5)),
    ...rows.flatMap((row, at) =>
      row.map((text, index) => put(text, edges[index]! + 4, top - 31 - at * 18, 9)),
    ),
    ...words.map((text, index) => put(text, 56, bottom - 18 - index * 15, 9)),
    ...(isLast ? footOf(paper, 96) : []),
  ].join('\n');
}

function certificatePage(paper: DemoPaper): string {
  const { title, agency, facts, words = [] } = paper;
  return [
    across(595, 842),
    `${red} RG 1.6 w 34 34 527 774 re S`,
    centred(agency, 297, 752, 13, red),
    line(90, 738, 505, 738, red),
    centred(title, 297, 690, 22),
    ...words.map((text, index) => put(text, 88, 636 - index * 26, 12.5)),
    ...facts.flatMap(([label, value], index) => {
      const y = 620 - words.length * 26 - index * 30;
      return [
        put(label, 96, y, 11, grey),
        put(value, 226, y, 11.5),
        line(88, y - 9, 507, y - 9, grey),
      ];
    }),
    ...footOf(paper, 150),
  ].join('\n');
}

function slipPage(paper: DemoPaper): string {
  const { title, agency, facts, code, issuedOn } = paper;
  return [
    across(595, 340),
    `${black} RG 1 w 24 24 547 292 re S`,
    centred(`${agency} ${title}`, 297, 284, 15),
    line(24, 270, 571, 270),
    ...facts.flatMap(([label, value], index) => {
      const [x, y] = [index % 2 === 0 ? 40 : 310, 246 - Math.floor(index / 2) * 28];
      return [put(label, x, y, 9, grey), put(value, x + 74, y, 10.5)];
    }),
    put(`流水号 ${code}`, 40, 46, 9),
    put(issuedOn, 310, 46, 9),
    seal(agency, 500, 96),
  ].join('\n');
}
