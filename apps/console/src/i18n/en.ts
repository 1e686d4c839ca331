import { shellEn } from '../shell/shell.words.ts';

export default { ...shellEn };
