import { importsEn } from '../pages/imports/imports.words.ts';
import { runsEn } from '../pages/runs/runs.words.ts';
import { shellEn } from '../shell/shell.words.ts';

export default { ...shellEn, ...importsEn, ...runsEn };
