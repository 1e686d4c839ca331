import { fen, type Fen, formatId, negate, newId } from '@heyi/kernel';
import { balanceOf, type Journal, lockBooks, postJournals, transferLines } from '@heyi/ledger';
import { onShard, stripeKeysOf, type Transaction } from '@heyi/platform';
import { type Program, programAccounts, type ProgramId } from '../program/program.ts';
import { lockProgram, lockStripes } from '../program/program.store.ts';
import { warnAtOnce } from './watch-funds.ts';

/** The client's money of a program: what no stripe has, and what each has. */
type Books = { readonly main: number; readonly stripes: ReadonlyMap<number, number> };

/** By stripe key: what a stripe needs to have. */
export type Needs = ReadonlyMap<number, number>;

/**
 * Brings the client's money to stripes that need it, or to those that the whole is enough for: out of
 * the main books, and where those are empty out of the other stripes. Answers what each stripe has
 * afterwards. What is left in the main books is shared out in halves, so that a stripe seldom asks and
 * nothing lies idle while another waits.
 */
export async function allotFunds(
  tx: Transaction,
  programId: ProgramId,
  needs: Needs | ((total: number) => Needs),
  from: 'main' | 'everywhere' = 'everywhere',
): Promise<ReadonlyMap<number, number>> {
  const program = await lockProgram(tx, programId);
  if (program === null) return new Map();
  const keys = await stripeKeysOf(tx);
  // A batch counts on the money of its stripe as long as it has this lock.
  if (from === 'everywhere') await lockStripes(tx, programId, keys);
  const before = await lockFunds(tx, program, keys);
  const wanted = typeof needs === 'function' ? needs(totalOf(before)) : needs;
  const moves = planMoves(before, wanted, from);
  await bookMoves(tx, program, moves);
  await warnAtOnce(tx, program, totalOf(before));
  return new Map(keys.map((key) => [key, (before.stripes.get(key) ?? 0) + (moves.get(key) ?? 0)]));
}

const totalOf = ({ main, stripes }: Books): number =>
  [...stripes.values()].reduce((sum, amount) => sum + amount, main);

async function lockFunds(
  tx: Transaction,
  program: Program,
  keys: readonly number[],
): Promise<Books> {
  const { bank, clientFunds } = programAccounts(program);
  const main = onShard(tx, tx.tenantShardKey);
  await lockBooks(
    [tx.tenantShardKey, ...keys].map((key) => ({
      tx: onShard(tx, key),
      keys: [bank, clientFunds],
    })),
  );
  const fundsOf = async (at: Transaction): Promise<number> =>
    0 - (await balanceOf(at, [clientFunds]))[0]!.balance;
  const stripes = new Map<number, number>();
  for (const key of keys) stripes.set(key, await fundsOf(onShard(tx, key)));
  return { main: await fundsOf(main), stripes };
}

/** What each stripe gets, negative when it gives. */
function planMoves(books: Books, needs: Needs, from: 'main' | 'everywhere'): Map<number, number> {
  const moves = new Map<number, number>();
  let main = books.main;
  const missing = [...needs]
    .map(([key, need]) => ({ key, need: need - (books.stripes.get(key) ?? 0) }))
    .filter(({ need }) => need > 0);
  for (const { key, need } of missing) {
    const given = Math.min(main, need);
    moves.set(key, given);
    main -= given;
    let left = need - given;
    const others = [...books.stripes]
      .filter(([other]) => from === 'everywhere' && !needs.has(other))
      .toSorted(([, a], [, b]) => b - a);
    for (const [other, has] of others) {
      if (left <= 0) break;
      const taken = Math.min(left, has + (moves.get(other) ?? 0));
      if (taken <= 0) continue;
      moves.set(other, (moves.get(other) ?? 0) - taken);
      moves.set(key, moves.get(key)! + taken);
      left -= taken;
    }
  }
  const share = Math.floor(main / 2 / Math.max(1, books.stripes.size));
  for (const { key } of missing) moves.set(key, moves.get(key)! + share);
  for (const [key, amount] of moves) if (amount === 0) moves.delete(key);
  return moves;
}

async function bookMoves(
  tx: Transaction,
  program: Program,
  moves: ReadonlyMap<number, number>,
): Promise<void> {
  const { bank, clientFunds } = programAccounts(program);
  const reference = `funds.allotted/${formatId('prg', program.id)}/${newId()}`;
  const journalOf = (amount: Fen, suffix: string): Journal => ({
    kind: 'funds.allotted',
    reference: `${reference}${suffix}`,
    subjectId: formatId('prg', program.id),
    occurredOn: tx.today,
    lines: transferLines(bank, clientFunds, amount),
  });
  for (const [key, amount] of moves) {
    await postJournals(onShard(tx, key), [journalOf(fen(amount), '')]);
  }
  const total = [...moves.values()].reduce((sum, amount) => sum + amount, 0);
  if (total === 0) return;
  await postJournals(onShard(tx, tx.tenantShardKey), [journalOf(negate(fen(total)), '/main')]);
}
