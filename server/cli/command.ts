/** 0 = done; 1 = the answer is "no" (infeasible, falls short, differences found); 2 = bad input. */
export type ExitStatus = 0 | 1 | 2;

/** What a sub-command may touch. Handed in by `main.ts`, so that tests run commands without a process. */
export interface CommandContext {
  /** Arguments behind the sub-command's own name. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Writes to standard output; the text carries its own line ends. */
  readonly print: (text: string) => void;
  /** Writes to standard error: progress, warnings. */
  readonly warn: (text: string) => void;
  /** Aborted by SIGINT or SIGTERM: finish what is acknowledged and return. */
  readonly cancelled: AbortSignal;
}

/** One sub-command of the executable, a file each in this folder. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** Whole help text: usage, options with their defaults, an example. Shown by `--help`. */
  readonly help: string;
  readonly run: (context: CommandContext) => Promise<ExitStatus>;
}
