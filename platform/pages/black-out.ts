import type { PageBox } from './page-job.ts';
import type { Pixels } from './picture-pdf.ts';

/** Black everywhere but in the boxes: what was there is in no byte of the result. */
export function blackOut({ width, height, rgb }: Pixels, keep: readonly PageBox[]): Pixels {
  const kept = new Uint8Array(rgb.length);
  for (const box of keep) {
    const [left, right] = [box.left, box.right].map((part) => Math.round((part * width) / 1e6));
    const [top, bottom] = [box.top, box.bottom].map((part) => Math.round((part * height) / 1e6));
    for (let row = top!; row < bottom!; row += 1) {
      const start = (row * width + left!) * 3;
      const end = (row * width + right!) * 3;
      kept.set(rgb.subarray(start, end), start);
    }
  }
  return { width, height, rgb: kept };
}
