/** One command of `heyi`. A command returns its exit code; it throws only on bugs and outages. */
export type Command = {
  /** The words that call it, such as `calc income-tax`. */
  readonly words: readonly string[];
  readonly usage: string;
  /** Loaded on demand, so that a calculation never waits for the database code. */
  readonly load: () => Promise<CommandRun>;
};

export type CommandRun = (args: readonly string[], output: CommandOutput) => Promise<number>;

export type CommandOutput = {
  readonly line: (text: string) => void;
  readonly error: (text: string) => void;
};

export const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

/** The value after `--name`, or null. */
export function option(args: readonly string[], name: string): string | null {
  const at = args.indexOf(`--${name}`);
  return at >= 0 ? (args[at + 1] ?? null) : null;
}

/** Finds the command whose words begin the arguments; the longest wins. */
export function findCommand(
  commands: readonly Command[],
  args: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } | null {
  const matching = commands
    .filter(({ words }) => words.every((word, index) => args[index] === word))
    .toSorted((a, b) => b.words.length - a.words.length);
  const command = matching[0];
  return command ? { command, rest: args.slice(command.words.length) } : null;
}
