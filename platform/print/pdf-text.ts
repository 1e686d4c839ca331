import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF that Typst wrote, in the order it was drawn, a line for each drawn run. For
 * tests of templates: it reads glyph numbers back through the file's own Unicode maps.
 */
export function pdfText(pdf: Uint8Array): string {
  const source = Buffer.from(pdf).toString('latin1');
  const objects = new Map<string, string>();
  for (const match of source.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g)) {
    objects.set(match[1]!, match[2]!);
  }
  const fonts = fontMaps(objects);
  const runs: string[] = [];
  for (const body of objects.values()) {
    const contents = /\/Type \/Page\b[\s\S]*?\/Contents (\d+) 0 R/.exec(body);
    if (contents) runs.push(...drawnRuns(streamOf(objects.get(contents[1]!)!), fonts));
  }
  return runs.join('\n');
}

function streamOf(body: string): string {
  const start = /stream\r?\n/.exec(body)!;
  const from = start.index + start[0].length;
  const bytes = Buffer.from(body.slice(from, body.lastIndexOf('endstream')), 'latin1');
  return /\/FlateDecode/.test(body)
    ? inflateSync(bytes).toString('latin1')
    : bytes.toString('latin1');
}

type GlyphMap = Map<number, string>;

/** Font resources by the name that page contents use. */
function fontMaps(objects: Map<string, string>): Map<string, GlyphMap> {
  const fonts = new Map<string, GlyphMap>();
  for (const body of objects.values()) {
    for (const match of body.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(match[2]!) ?? '');
      if (map) fonts.set(match[1]!, glyphMap(streamOf(objects.get(map[1]!)!)));
    }
  }
  return fonts;
}

function glyphMap(cmap: string): GlyphMap {
  const glyphs: GlyphMap = new Map();
  const decode = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, section] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const match of section!.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      glyphs.set(Number.parseInt(match[1]!, 16), decode(match[2]!));
    }
  }
  return glyphs;
}

function drawnRuns(contents: string, fonts: Map<string, GlyphMap>): string[] {
  const runs: string[] = [];
  let glyphs: GlyphMap = new Map();
  const literal = /\((?:[^\\)]|\\[\s\S])*\)/.source;
  const hex = /<[0-9A-Fa-f]+>/.source;
  // A font is chosen, several strings are drawn, or one is.
  const tokens = new RegExp(
    `/(f\\d+) [\\d.]+ Tf|\\[((?:[^\\]\\\\(]|${literal})*)\\] TJ|(${literal}|${hex}) Tj`,
    'g',
  );
  for (const [, font, several, one] of contents.matchAll(tokens)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map();
    else runs.push(runText((several ?? one)!, glyphs));
  }
  return runs;
}

const escapes: { readonly [letter: string]: string } = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
};

/** A run is strings with adjustments between them; a string is literal or hexadecimal. */
function runText(drawn: string, glyphs: GlyphMap): string {
  let text = '';
  for (const [, literal, hex] of drawn.matchAll(/\(((?:[^\\)]|\\[\s\S])*)\)|<([0-9A-Fa-f]+)>/g)) {
    const bytes =
      literal === undefined ? Buffer.from(hex!, 'hex').toString('latin1') : unescaped(literal);
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      text += glyphs.get(bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)) ?? '\uFFFD';
    }
  }
  return text;
}

function unescaped(literal: string): string {
  return literal.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped)
      ? String.fromCharCode(Number.parseInt(escaped, 8))
      : (escapes[escaped] ?? escaped),
  );
}
