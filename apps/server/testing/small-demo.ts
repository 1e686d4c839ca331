import { smallCast } from '../demo/cast/cast.ts';
import { type GoldenKey, goldenPerson } from '../demo/cast/golden-people.ts';
import { joinerWithWrongForm, type PlayedClient } from '../demo/cast/november.ts';
import { type NovemberFile, novemberFiles } from '../demo/files/november-files.ts';
import { workbookOf } from '../demo/files/workbook.ts';

/** The people of `HEYI_DEMO=small`. */
const cast = smallCast(40);

export type SmallDemoFile = Pick<NovemberFile, 'name' | 'kind' | 'invalid' | 'duplicate'> & {
  readonly content: Buffer;
};

/** What lies under docs/demo-files, for the people of the small demo. */
export async function smallDemoFiles(client: PlayedClient): Promise<SmallDemoFile[]> {
  return Promise.all(
    novemberFiles(cast, client).map(async ({ name, kind, invalid, duplicate, sheet }) => ({
      name,
      kind,
      invalid,
      duplicate,
      content: await workbookOf([sheet]),
    })),
  );
}

/** Names and numbers that the journey looks for. */
export function smallDemoPeople(): {
  readonly wrongForm: { readonly name: string; readonly startsOn: string };
  nameOf(key: GoldenKey): string;
} {
  const { person, startsOn } = joinerWithWrongForm(cast);
  return {
    wrongForm: { name: person.name, startsOn },
    nameOf: (key) => goldenPerson(key).rows[0]!.person.name,
  };
}
