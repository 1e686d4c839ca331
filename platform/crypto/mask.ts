/** How a sensitive value is shown until it is revealed. The ends stay readable to its owner. */
export function maskDocumentNumber(number: string): string {
  return maskMiddle(number, number.length >= 15 ? 6 : 2, number.length >= 15 ? 4 : 2);
}

export function maskBankAccount(account: string): string {
  return maskMiddle(account, 4, 4);
}

export function maskPhone(phone: string): string {
  return maskMiddle(phone, 3, 4);
}

const pairPattern = /[\uD800-\uDFFF]/;

function maskMiddle(value: string, head: number, tail: number): string {
  // Without pairs a text is its characters: a bill masks a hundred thousand.
  if (value.length > head + tail && !pairPattern.test(value)) {
    const hidden = '*'.repeat(value.length - head - tail);
    return value.slice(0, head) + hidden + value.slice(-tail);
  }
  const characters = [...value];
  if (characters.length <= head + tail) return '*'.repeat(characters.length);
  const hidden = '*'.repeat(characters.length - head - tail);
  return characters.slice(0, head).join('') + hidden + characters.slice(-tail).join('');
}
