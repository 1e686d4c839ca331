import { addDays, firstDayOf, type PlainDate } from '@heyi/kernel';
import type { Cast } from './cast.ts';
import type { CastPerson, CastRow } from './cast-row.ts';
import type { ClientKey } from './company.ts';
import { account, changedAccount, goldenPeople, goldenPerson } from './golden-people.ts';
import { inventName } from './names.ts';
import { mobileNumber, residentId } from './numbers.ts';
import { randomOf } from './random.ts';
import { employeeNumber, openWageMonth } from './workforce.ts';

/** Clients whose November lies ready as files. */
export const playedClients = ['retail', 'calls'] as const satisfies readonly ClientKey[];
export type PlayedClient = (typeof playedClients)[number];

const joinerCounts: Readonly<Record<PlayedClient, number>> = { retail: 8, calls: 4 };
const leaverCounts: Readonly<Record<PlayedClient, number>> = { retail: 5, calls: 3 };
const golden = new Set(goldenPeople.flatMap(({ rows }) => rows));

/** People who begin in the open month, each like somebody who is there. */
export function joinersOf(cast: Cast, client: PlayedClient): CastRow[] {
  const random = randomOf(`joiners ${client}`);
  const month = openWageMonth(client);
  const alike = activeOthers(cast, client);
  return Array.from({ length: joinerCounts[client] }, (_, index) => {
    // The first few come to one place, the others all over the country.
    const like = alike[(index * (index < 4 ? 7 : 251)) % alike.length]!;
    const startsOn = addDays(firstDayOf(month), 1 + (index % 4));
    return {
      ...like,
      employeeNumber: employeeNumber(client, 8001 + index),
      person: newcomer(random, client, index),
      startsOn,
      ...(client === 'retail' && index === wrongFormIndex ? wrongForm(like) : {}),
      insurance: like.insurance && { ...like.insurance, from: month },
      deductions: {},
      onProbation: true,
    };
  });
}

const wrongFormIndex = 5;

/** 派遣 in a client that employs by itself: contract and form disagree, which blocks the run. */
function wrongForm(like: CastRow): Pick<CastRow, 'form' | 'hostKey'> {
  return { form: 'dispatch', hostKey: like.entityKey };
}

/** The joiner whose employment form the client got wrong. */
export function joinerWithWrongForm(cast: Cast): CastRow {
  return joinersOf(cast, 'retail')[wrongFormIndex]!;
}

function newcomer(
  random: ReturnType<typeof randomOf>,
  client: PlayedClient,
  index: number,
): CastPerson {
  const { name, sex } = inventName(random, random.chance(50) ? 'male' : 'female');
  const serial = (client === 'retail' ? 500 : 600) + index;
  const birthDate = addDays('1994-01-01' as PlainDate, random.between(0, 4000));
  return {
    name,
    sex,
    documentKind: 'idCard',
    documentNumber: residentId('370202', birthDate, sex, 48),
    birthDate,
    phone: mobileNumber(9000 + serial),
    hukouType: 'otherUrban',
    account: account(name, 900_000 + serial),
  };
}

function activeOthers(cast: Cast, client: PlayedClient): CastRow[] {
  return cast.rowsOf(client).filter((row) => row.endsOn === null && !golden.has(row));
}

/** People who leave in the open month. */
function leaversOf(cast: Cast, client: PlayedClient): CastRow[] {
  const alike = activeOthers(cast, client);
  const month = firstDayOf(openWageMonth(client));
  return Array.from({ length: leaverCounts[client] }, (_, index): CastRow => ({
    ...alike[(index * 11 + 3) % alike.length]!,
    endsOn: addDays(month, 8 + index * 2),
    leavingReason: index % 2 === 0 ? 'resignation' : 'contractEnded',
  }));
}

/** The roster as the client has it in November: joiners, leavers and a changed account in it. */
export function novemberRoster(cast: Cast, client: PlayedClient): CastRow[] {
  const leavers = new Map(leaversOf(cast, client).map((row) => [row.employeeNumber, row]));
  const changed = goldenPerson('changedAccount').rows[0]!;
  const present = cast.rowsOf(client).filter(({ endsOn }) => endsOn === null);
  return [
    ...present.map((row) => {
      if (row === changed) return { ...row, person: { ...row.person, account: changedAccount } };
      return leavers.get(row.employeeNumber) ?? row;
    }),
    ...joinersOf(cast, client),
  ];
}

/** Of the joiners, whom the bureau does not believe (身份验证不通过), by their documents. */
export function refusedDocuments(cast: Cast, client: PlayedClient): ReadonlySet<string> {
  const refused = joinersOf(cast, client).slice(0, 2);
  return new Set(refused.map(({ person }) => person.documentNumber));
}
