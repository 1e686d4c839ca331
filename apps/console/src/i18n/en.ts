import { formsEn } from '../forms/forms.words.ts';
import { clientsEn } from '../pages/clients/clients.words.ts';
import { importsEn } from '../pages/imports/imports.words.ts';
import { peopleEn } from '../pages/people/people.words.ts';
import { runsEn } from '../pages/runs/runs.words.ts';
import { reasonsEn } from '../reasons.words.ts';
import { shellEn } from '../shell/shell.words.ts';

export default {
  ...shellEn,
  ...formsEn,
  ...clientsEn,
  ...importsEn,
  ...runsEn,
  ...peopleEn,
  ...reasonsEn,
};
