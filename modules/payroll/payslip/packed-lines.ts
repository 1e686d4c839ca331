/**
 * The lines of a payslip in few bytes: item, reason, amount, count of inputs, inputs; each a varint of
 * seven bits a byte, signed numbers in zigzag. Items and reasons are indexes into the dictionaries of
 * the calculation.
 */
export type PackedLine = {
  readonly item: number;
  readonly reason: number;
  /** Fen, as it enters the net: deductions are negative. */
  readonly amount: number;
  readonly inputs: readonly number[];
};

const longestLine = 120;

/** Collects the lines of one payslip after the other in one buffer. */
export class LineWriter {
  buffer: Buffer = Buffer.alloc(16_384);
  length = 0;

  start(): void {
    this.length = 0;
  }

  add(item: number, reason: number, amount: number, ...inputs: number[]): void {
    if (this.length + longestLine + inputs.length * 8 > this.buffer.length) {
      this.buffer = Buffer.concat([this.buffer, Buffer.alloc(this.buffer.length)]);
    }
    this.put(item);
    this.put(reason);
    this.put(amount < 0 ? -2 * amount - 1 : 2 * amount);
    this.put(inputs.length);
    for (const input of inputs) this.put(input < 0 ? -2 * input - 1 : 2 * input);
  }

  private put(value: number): void {
    let rest = value;
    while (rest >= 128) {
      const low = rest % 128;
      this.buffer[this.length] = low + 128;
      this.length += 1;
      rest = (rest - low) / 128;
    }
    this.buffer[this.length] = rest;
    this.length += 1;
  }
}

export function unpackLines(bytes: Uint8Array): PackedLine[] {
  const lines: PackedLine[] = [];
  let offset = 0;
  const take = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[offset]!;
      offset += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const takeSigned = (): number => {
    const value = take();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  while (offset < bytes.length) {
    const item = take();
    const reason = take();
    const amount = takeSigned();
    const inputs = Array.from({ length: take() }, takeSigned);
    lines.push({ item, reason, amount, inputs });
  }
  return lines;
}
