import { inflateSync } from 'node:zlib';

/**
 * Names that make a PDF do something, or carry something, besides showing its pages: scripts, started
 * programs, attached files, embedded players, forms that send themselves (ISO 32000-1, 12.6 and 7.11).
 */
const activeNames =
  /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Movie|Rendition|ImportData|SubmitForm|GoToE|XFA(?=[\s[]))(?![A-Za-z])/;

/** Only with a cross-reference stream can objects lie within streams. */
const mayPackObjects = /\/(XRef|ObjStm)\b|\/W\s*\[/;

/** Filters that hide what is in a stream of objects; nobody's export chains them. */
const otherFilters = /\/(ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL)\b/;

/** Streams are unpacked up to here in all: a small file may hold a very large one. */
const unpackedBytesMax = 256 * 1024 * 1024;
/** How far before a stream its dictionary is looked for. */
const dictionaryCharacters = 2000;

/**
 * Why a PDF is not taken: `locked` when it is encrypted or cannot be looked through, `active` when it
 * holds programs or other files. What a stream is called decides nothing, a viewer may see it
 * otherwise: all are looked into. Names are read as a viewer reads them, escapes and all.
 */
export function pdfFault(content: Buffer): 'locked' | 'active' | null {
  const text = content.toString('latin1');
  if (!text.includes('%%EOF')) return 'locked';
  const names = unescaped(text);
  if (activeNames.test(names)) return 'active';
  if (/\/Encrypt\b/.test(names)) return 'locked';
  return mayPackObjects.test(names) ? faultInStreams(content, text) : null;
}

function faultInStreams(content: Buffer, text: string): 'locked' | 'active' | null {
  let left = unpackedBytesMax;
  for (const { index, 0: keyword } of text.matchAll(/\bstream(\r\n|\n|\r)/g)) {
    const before = unescaped(text.slice(Math.max(0, index - dictionaryCharacters), index));
    const isObjects = /\/ObjStm\b/.test(before);
    if (isObjects && otherFilters.test(before)) return 'locked';
    const from = index + keyword.length;
    if (!isPacked(content, from)) continue;
    const plain = unpacked(content.subarray(from), left);
    if (plain === 'too large' || (plain === null && isObjects)) return 'locked';
    if (plain === null) continue;
    left -= plain.length;
    if (activeNames.test(unescaped(plain.toString('latin1')))) return 'active';
  }
  return null;
}

/** A zlib stream says so in its first two bytes (RFC 1950). */
function isPacked(content: Buffer, at: number): boolean {
  if (at + 2 > content.length) return false;
  return (content[at]! & 0x0f) === 8 && content.readUInt16BE(at) % 31 === 0;
}

function unpacked(packed: Buffer, max: number): Buffer | 'too large' | null {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, max) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : null;
  }
}

/** `#4a` in a name is the letter J. */
function unescaped(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
