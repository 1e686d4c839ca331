import type { Download } from '@heyi/client';

/** Hands a fetched file to the browser under its own name. */
export function saveDownload(download: Download): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(download.blob);
  link.download = download.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
