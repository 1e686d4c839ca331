const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant as people in China read it: 2026-11-23 09:05. */
export function instantText(instant: string): string {
  return shanghai.format(new Date(instant));
}
