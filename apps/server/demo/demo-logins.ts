import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { employeeLogin, logins } from './cast/logins.ts';

/** Letters and digits that are not mistaken for one another. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Three groups of four, about 59 bits: random in every installation. */
export function newDemoPassword(): string {
  const group = () =>
    Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]!).join('');
  return `${group()}-${group()}-${group()}`;
}

const fileOf = (directory: string) => path.join(directory, 'demo-logins.txt');

/** Keeps the logins readable by their owner alone, and answers the lines that are printed. */
export function keepDemoLogins(
  directory: string,
  passwords: ReadonlyMap<string, string>,
): readonly string[] {
  const all = [...logins, employeeLogin];
  const width = Math.max(...all.map(({ loginName }) => loginName.length));
  const lines = all.flatMap(({ loginName, zh }) => {
    const password = passwords.get(loginName);
    return password === undefined ? [] : [`  ${loginName.padEnd(width)}  ${password}  ${zh}`];
  });
  writeFileSync(fileOf(directory), `${lines.join('\n')}\n`, { mode: 0o600 });
  return ['演示账号 · Demo logins:', ...lines, `  (${fileOf(directory)})`];
}

/** What a later start says. */
export function knownDemoLogins(directory: string): string {
  return `演示账号 · Demo logins: ${fileOf(directory)}`;
}
