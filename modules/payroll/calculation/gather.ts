import { createHash, type Hash } from 'node:crypto';
import { assert, uuidFromBytes } from '@heyi/kernel';
import { copyOut, type RowReader, type Transaction, uuidBytes } from '@heyi/platform';
import { contributionKinds } from '@heyi/statutory';
import { type BilledLine, lineTypes, type Member, regularLine } from './member.ts';
import type { RunFrame } from './run-frame.ts';
import * as source from './source-queries.ts';

/** Pages of members at once: some 25,000 people, so that round trips are cheap and memory is flat. */
const pagesAtOnce = 640;

const noId = '00000000-0000-0000-0000-000000000000';

/**
 * Gathers the members of a run chunk after chunk in the order of their employments. Who they are is
 * found once, in a temporary table; every other source is one COPY over a chunk's range, whose rows
 * are merged by employment. `hash` takes in every byte that the result depends on.
 */
export async function* gatherMembers(
  tx: Transaction,
  frame: RunFrame,
  hash: Hash,
): AsyncGenerator<Member[]> {
  const places = placesOf(frame);
  const pages = await collectMembers(tx, frame);
  let after = noId;
  for (let page = 0; page < pages; page += pagesAtOnce) {
    const reader = await copyOut(tx, source.membersOfPages(page, page + pagesAtOnce));
    hash.update(reader.buffer);
    const members = readMembers(reader, places);
    const last = members.at(-1);
    if (!last) continue;
    const to = uuidFromBytes(last.bytes.subarray(last.employmentAt, last.employmentAt + 16));
    await gatherInputs(tx, frame, {
      members,
      view: reader.view,
      range: { after, to },
      places,
      hash,
    });
    yield members;
    after = to;
  }
}

export function sourceHash(): Hash {
  return createHash('sha256');
}

/** The members in their order, in a table of this transaction; answers its pages. */
async function collectMembers(tx: Transaction, frame: RunFrame): Promise<number> {
  await tx.sql`set local work_mem = '64MB'`;
  await tx.sql`drop table if exists pg_temp.run_member`;
  // Its text depends on the kind of the run and holds ids of ours only, as that of a COPY does.
  await tx.client.query(source.createMembers(frame));
  const [row] = await tx.sql<{ pages: number }>`
    select (pg_relation_size('pg_temp.run_member') / current_setting('block_size')::bigint)::int as pages`;
  return row!.pages;
}

type Places = {
  readonly items: ReadonlyMap<number, number>;
  readonly entities: ReadonlyMap<number, number>;
  readonly kinds: ReadonlyMap<number, number>;
};

type Chunk = {
  readonly members: Member[];
  /** Of the buffer in which the ids of the members stand. */
  readonly view: DataView;
  readonly range: source.Range;
  readonly places: Places;
  readonly hash: Hash;
};

/** Ids as small numbers: their last four bytes are random and tell a client's few apart. */
function placesOf(frame: RunFrame): Places {
  const byTail = (ids: readonly string[]) => {
    const tails = new Map(ids.map((id, index) => [uuidBytes(id).readInt32BE(12), index]));
    assert(tails.size === ids.length, 'the tails of the ids differ');
    return tails;
  };
  const kinds = new Map(
    contributionKinds.map((kind, index) => [kindKey(kind.length, kind.charCodeAt(0)), index]),
  );
  assert(kinds.size === contributionKinds.length, 'length and first letter tell the kinds apart');
  return {
    items: byTail(frame.items.map(({ id }) => id)),
    entities: byTail(frame.entities.map(({ legalEntityId }) => legalEntityId)),
    kinds,
  };
}

function kindKey(length: number, firstLetter: number): number {
  return length * 256 + firstLetter;
}

function readMembers(rows: RowReader, places: Places): Member[] {
  const members: Member[] = [];
  const { buffer, view } = rows;
  while (rows.next()) {
    members.push({
      bytes: buffer,
      employmentAt: rows.bytesAt(),
      documentAt: rows.bytesAt(),
      isResident: rows.boolean(),
      form: rows.code(),
      startsOn: rows.day(),
      endsOn: rows.isNull() ? skipped(rows) : rows.day(),
      entity: places.entities.get(view.getInt32(rows.bytesAt() + 12))!,
      insuredHere: rows.boolean(),
      cityCode: rows.code(),
      accountAt: rows.isNull() ? (skipped(rows) ?? -1) : rows.bytesAt(),
      isHolderOther: rows.boolean(),
      taxpayer: -1,
      terms: [],
      attendance: null,
      items: [],
      lines: [],
      enrolments: [],
      estimates: [],
      owed: 0,
      previous: null,
    });
  }
  return members;
}

function skipped(rows: RowReader): null {
  rows.skip();
  return null;
}

async function gatherInputs(tx: Transaction, frame: RunFrame, chunk: Chunk): Promise<void> {
  const { range, hash } = chunk;
  const read = async (query: string, take: (member: Member, rows: RowReader) => void) => {
    const rows = await copyOut(tx, query);
    hash.update(rows.buffer);
    merge(chunk, rows, take);
  };
  const { items, kinds } = chunk.places;
  await read(source.terms(frame, range), (member, rows) => {
    const item = items.get(rows.view.getInt32(rows.bytesAt() + 12))!;
    member.terms.push({ item, from: rows.day(), amount: rows.int8() });
  });
  await read(source.attendance(frame, range), takeAttendance);
  await read(source.oneOffItems(frame, range), (member, rows) => {
    const item = items.get(rows.view.getInt32(rows.bytesAt() + 12))!;
    member.items.push({ item, amount: rows.int8() });
  });
  if (frame.run.contributionPeriod !== null) {
    await read(source.contributionLines(frame, range), (member, rows) => {
      member.lines.push(billedLine(rows, kinds));
    });
    await gatherEnrolments(tx, frame, chunk);
    await read(source.openEstimates(frame, range), takeEstimate);
  }
  await read(source.openReceivables(frame, range), (member, rows) => {
    member.owed += rows.int8();
  });
  await gatherPrevious(tx, frame, chunk);
}

/** Rows of people who are not members of the run are passed over. */
function merge(
  { members, view }: Chunk,
  rows: RowReader,
  take: (member: Member, rows: RowReader) => void,
): void {
  let index = 0;
  while (rows.next()) {
    const fieldsBefore = rows.offset;
    const at = rows.bytesAt();
    let order = -1;
    while (index < members.length) {
      order = compareIds(view, members[index]!.employmentAt, rows.view, at);
      if (order >= 0) break;
      index += 1;
    }
    if (order === 0) take(members[index]!, rows);
    else skipRow(rows, fieldsBefore);
  }
}

/** As PostgreSQL orders them; equal ids, which are the most, are found by their ends. */
function compareIds(a: DataView, aAt: number, b: DataView, bAt: number): number {
  if (
    a.getUint32(aAt + 12) === b.getUint32(bAt + 12) &&
    a.getUint32(aAt + 8) === b.getUint32(bAt + 8)
  ) {
    if (a.getUint32(aAt + 4) === b.getUint32(bAt + 4) && a.getUint32(aAt) === b.getUint32(bAt))
      return 0;
  }
  for (let word = 0; word < 16; word += 4) {
    const difference = a.getUint32(aAt + word) - b.getUint32(bAt + word);
    if (difference !== 0) return difference;
  }
  return 0;
}

function skipRow(rows: RowReader, fieldsBefore: number): void {
  const fields = rows.view.getInt16(fieldsBefore - 2);
  for (let field = 1; field < fields; field += 1) rows.skip();
}

function takeAttendance(member: Member, rows: RowReader): void {
  const quantity = () => (rows.isNull() ? skipped(rows) : rows.int4());
  member.attendance = {
    dueDays: quantity(),
    attendedDays: quantity(),
    absenceDays: quantity() ?? 0,
    sickDays: quantity() ?? 0,
    overtimeWeekdayHours: quantity() ?? 0,
    overtimeRestDayHours: quantity() ?? 0,
    overtimeHolidayHours: quantity() ?? 0,
  };
}

function billedLine(rows: RowReader, kinds: ReadonlyMap<number, number>): BilledLine {
  const { view, buffer } = rows;
  const kindAt = rows.bytesAt();
  const kind = kinds.get(kindKey(view.getInt32(kindAt - 4), buffer[kindAt]!))!;
  const typeAt = rows.bytesAt();
  const typeLength = view.getInt32(typeAt - 4);
  return {
    kind,
    type: lineTypes.findIndex((type) => type.length === typeLength),
    isBill: rows.boolean(),
    period: rows.month(),
    base: rows.int8(),
    employer: rows.int8(),
    employee: rows.int8(),
  };
}

/** Only for whom they are needed: no line of the month, or a leaver who may be insured still. */
async function gatherEnrolments(tx: Transaction, frame: RunFrame, chunk: Chunk): Promise<void> {
  const wanted = chunk.members.filter(
    (member) =>
      (member.endsOn !== null && member.endsOn <= frame.days.last) ||
      !member.lines.some(({ type }) => type === regularLine),
  );
  if (wanted.length === 0) return;
  const ids =
    wanted.length * 4 > chunk.members.length
      ? null
      : wanted.map(({ bytes, employmentAt }) =>
          uuidFromBytes(bytes.subarray(employmentAt, employmentAt + 16)),
        );
  const rows = await copyOut(tx, source.enrolments(frame, chunk.range, ids));
  chunk.hash.update(rows.buffer);
  merge(chunk, rows, (member, fields) => {
    const codeOrNull = () => (fields.isNull() ? skipped(fields) : fields.code());
    const numberOrNull = () => (fields.isNull() ? skipped(fields) : fields.int4());
    member.enrolments.push({
      registrationKind: fields.code(),
      cityCode: fields.code(),
      stopMonth: codeOrNull(),
      base: fields.int8(),
      housingFundRatePpm: numberOrNull(),
      supplementaryRatePpm: numberOrNull(),
      injuryRatePpm: numberOrNull(),
      hukouType: codeOrNull(),
      insuredType: fields.code(),
      tier: fields.isNull() ? skipped(fields) : fields.text(),
    });
  });
}

function takeEstimate(member: Member, rows: RowReader): void {
  member.estimates.push({
    period: rows.code(),
    ownTaken: rows.int8(),
    ownBilled: rows.int8(),
    employerTaken: rows.int8(),
    employerBilled: rows.int8(),
  });
}

/** Last month is looked at for warnings only: it is no part of the hash. */
async function gatherPrevious(tx: Transaction, frame: RunFrame, chunk: Chunk): Promise<void> {
  if (frame.previousCalculationIds.length === 0) return;
  const rows = await copyOut(tx, source.previousPayslips(frame, chunk.range));
  merge(chunk, rows, (member, fields) => {
    member.previous = {
      net: fields.int8(),
      gross: fields.int8(),
      rate: fields.int4(),
      bytes: fields.buffer,
      accountAt: fields.isNull() ? (skipped(fields) ?? -1) : fields.bytesAt(),
    };
  });
}
