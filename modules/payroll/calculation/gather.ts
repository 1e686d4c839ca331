import { createHash, type Hash } from 'node:crypto';
import { assert, uuidFromBytes } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { contributionKinds } from '@heyi/statutory';
import { type RowReader, uuidBytes } from './binary-rows.ts';
import { copyOut } from './copy.ts';
import type { BilledLine, LineType, Member } from './member.ts';
import type { RunFrame } from './run-frame.ts';
import * as source from './source-queries.ts';

/** People of one gathering: enough to make round trips cheap, few enough to keep memory flat. */
export const chunkSize = 25_000;

const noId = '00000000-0000-0000-0000-000000000000';

/**
 * Gathers the members of a run chunk after chunk in the order of their employments. Each source is
 * one COPY over the chunk's range; the rows are merged by employment. `hash` takes in every byte that
 * the result depends on.
 */
export async function* gatherMembers(
  tx: Transaction,
  frame: RunFrame,
  hash: Hash,
): AsyncGenerator<Member[]> {
  const places = placesOf(frame);
  let after = noId;
  for (;;) {
    const reader = await copyOut(tx, source.members(frame, after, chunkSize));
    hash.update(reader.buffer);
    const members = readMembers(reader, places);
    if (members.length === 0) return;
    const range = { after, to: uuidFromBytes(members.at(-1)!.employmentId) };
    await gatherInputs(tx, frame, { members, range, places, hash });
    yield members;
    if (members.length < chunkSize) return;
    after = range.to;
  }
}

export function sourceHash(): Hash {
  return createHash('sha256');
}

type Places = {
  readonly items: ReadonlyMap<number, number>;
  readonly entities: ReadonlyMap<number, number>;
  readonly kinds: ReadonlyMap<number, number>;
};

type Chunk = {
  readonly members: Member[];
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
  const kinds = new Map(contributionKinds.map((kind, index) => [kindKey(kind.length, kind.charCodeAt(0)), index]));
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
  while (rows.next()) {
    const id = rows.bytesAt();
    members.push({
      employmentId: rows.buffer.subarray(id, id + 16),
      documentHash: bytesOrNull(rows)!,
      isResident: rows.boolean(),
      form: rows.code(),
      startsOn: rows.day(),
      endsOn: rows.isNull() ? skipped(rows) : rows.day(),
      entity: places.entities.get(rows.buffer.readInt32BE(rows.bytesAt() + 12))!,
      insuredHere: rows.boolean(),
      cityCode: rows.code(),
      accountHash: bytesOrNull(rows),
      isHolderOther: rows.boolean(),
      isHeld: rows.boolean(),
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

/** A view into the chunk's buffer, which lives as long as its members. */
function bytesOrNull(rows: RowReader): Buffer | null {
  if (rows.isNull()) return skipped(rows);
  const length = rows.buffer.readInt32BE(rows.offset);
  const at = rows.bytesAt();
  return rows.buffer.subarray(at, at + length);
}

async function gatherInputs(tx: Transaction, frame: RunFrame, chunk: Chunk): Promise<void> {
  const { range, hash } = chunk;
  const read = async (query: string, take: (member: Member, rows: RowReader) => void) => {
    const rows = await copyOut(tx, query);
    hash.update(rows.buffer);
    merge(chunk.members, rows, take);
  };
  const { items, kinds } = chunk.places;
  await read(source.terms(frame, range), (member, rows) => {
    const item = items.get(rows.buffer.readInt32BE(rows.bytesAt() + 12))!;
    member.terms.push({ item, from: rows.day(), amount: rows.int8() });
  });
  await read(source.attendance(frame, range), takeAttendance);
  await read(source.oneOffItems(frame, range), (member, rows) => {
    const item = items.get(rows.buffer.readInt32BE(rows.bytesAt() + 12))!;
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
  members: readonly Member[],
  rows: RowReader,
  take: (member: Member, rows: RowReader) => void,
): void {
  let index = 0;
  while (rows.next()) {
    const fieldsBefore = rows.offset;
    const at = rows.bytesAt();
    let order = -1;
    while (index < members.length) {
      order = members[index]!.employmentId.compare(rows.buffer, at, at + 16);
      if (order >= 0) break;
      index += 1;
    }
    if (order === 0) take(members[index]!, rows);
    else skipRow(rows, fieldsBefore);
  }
}

function skipRow(rows: RowReader, fieldsBefore: number): void {
  const fields = rows.buffer.readInt16BE(fieldsBefore - 2);
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
  const { buffer } = rows;
  const kindAt = rows.bytesAt();
  const kind = kinds.get(kindKey(buffer.readInt32BE(kindAt - 4), buffer[kindAt]!))!;
  const typeAt = rows.bytesAt();
  const type = typesByLength[buffer.readInt32BE(typeAt - 4)]!;
  return {
    kind: contributionKinds[kind]!,
    type,
    isBill: rows.boolean(),
    period: rows.code(),
    base: rows.int8(),
    employer: rows.int8(),
    employee: rows.int8(),
  };
}

const typesByLength: Readonly<Record<number, LineType>> = {
  7: 'regular',
  16: 'backContribution',
  10: 'difference',
  6: 'refund',
};

/** Only for whom they are needed: no line of the month, or a leaver who may be insured still. */
async function gatherEnrolments(tx: Transaction, frame: RunFrame, chunk: Chunk): Promise<void> {
  const wanted = chunk.members.filter(
    (member) =>
      (member.endsOn !== null && member.endsOn <= frame.days.last) ||
      !member.lines.some(({ type }) => type === 'regular'),
  );
  if (wanted.length === 0) return;
  const ids =
    wanted.length * 4 > chunk.members.length
      ? null
      : wanted.map(({ employmentId }) => uuidFromBytes(employmentId));
  const rows = await copyOut(tx, source.enrolments(frame, chunk.range, ids));
  chunk.hash.update(rows.buffer);
  merge(chunk.members, rows, (member, fields) => {
    const textOrNull = () => (fields.isNull() ? skipped(fields) : fields.text());
    const numberOrNull = () => (fields.isNull() ? skipped(fields) : fields.int4());
    member.enrolments.push({
      registrationKind: fields.code(),
      cityCode: fields.code(),
      stopMonth: textOrNull(),
      base: fields.int8(),
      housingFundRatePpm: numberOrNull(),
      supplementaryRatePpm: numberOrNull(),
      injuryRatePpm: numberOrNull(),
      hukouType: textOrNull(),
      insuredType: fields.code(),
      tier: textOrNull(),
    });
  });
}

function takeEstimate(member: Member, rows: RowReader): void {
  member.estimates.push({
    period: rows.code(),
    ownInsurance: rows.int8(),
    ownHousingFund: rows.int8(),
    employerInsurance: rows.int8(),
    employerHousingFund: rows.int8(),
    billedOwnInsurance: rows.int8(),
    billedOwnHousingFund: rows.int8(),
    billedEmployerInsurance: rows.int8(),
    billedEmployerHousingFund: rows.int8(),
  });
}

/** Last month is looked at for warnings only: it is no part of the hash. */
async function gatherPrevious(tx: Transaction, frame: RunFrame, chunk: Chunk): Promise<void> {
  if (frame.previousCalculationIds.length === 0) return;
  const rows = await copyOut(tx, source.previousPayslips(frame, chunk.range));
  merge(chunk.members, rows, (member, fields) => {
    member.previous = {
      net: fields.int8(),
      gross: fields.int8(),
      rate: fields.int4(),
      accountHash: bytesOrNull(fields),
    };
  });
}
