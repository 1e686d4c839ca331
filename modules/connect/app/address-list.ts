import { BlockList, isIP } from 'node:net';

/** Null when an entry is neither an address nor a range (`203.0.113.0/24`, `2001:db8::/32`). */
export function addressListOf(entries: readonly string[]): BlockList | null {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits, ...more] = entry.split('/');
    const family = isIP(address);
    if (family === 0 || more.length > 0) return null;
    const kind = family === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) {
      list.addAddress(address, kind);
      continue;
    }
    if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 6 ? 128 : 32)) return null;
    list.addSubnet(address, Number(bits), kind);
  }
  return list;
}

const mappedPrefix = '::ffff:';

/** An IPv4 address that came through an IPv6 socket is judged as what it is. */
export function isListed(list: BlockList, address: string): boolean {
  const lower = address.toLowerCase();
  const plain =
    lower.startsWith(mappedPrefix) && isIP(lower.slice(mappedPrefix.length)) === 4
      ? lower.slice(mappedPrefix.length)
      : address;
  const family = isIP(plain);
  return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}
