import type { Command, ExitStatus } from '../../server/cli/command.ts';

export interface CommandOutcome {
  readonly status: ExitStatus;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a sub-command in this process and collects what it prints. Bad input comes out as the exception it throws. */
export async function runCommand(
  command: Command,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<CommandOutcome> {
  let stdout = '';
  let stderr = '';
  const status = await command.run({
    args,
    environment,
    workingDirectory: process.cwd(),
    print: (text) => {
      stdout += text;
    },
    warn: (text) => {
      stderr += text;
    },
    cancelled: new AbortController().signal,
  });
  return { status, stdout, stderr };
}
