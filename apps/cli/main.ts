import { exitCodes, findCommand } from './command.ts';
import { commands } from './commands.ts';

const output = {
  line: (text: string) => process.stdout.write(`${text}\n`),
  error: (text: string) => process.stderr.write(`${text}\n`),
};

const found = findCommand(commands, process.argv.slice(2));
if (found) {
  const run = await found.command.load();
  process.exitCode = await run(found.rest, output);
} else {
  output.error(['Usage:', ...commands.map(({ usage }) => `  ${usage}`)].join('\n'));
  process.exitCode = exitCodes.misused;
}
