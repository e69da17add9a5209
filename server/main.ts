import { BadInput } from './platform/input/bad-input.ts';
import { commands } from './cli/commands.ts';
import type { CommandContext, ExitStatus } from './cli/command.ts';

/** Composition root of the executable: the only place that reads arguments, environment and signals. */
async function main(): Promise<ExitStatus> {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(await overview());
    return name === undefined ? 2 : 0;
  }
  const load = commands[name];
  if (load === undefined) {
    process.stderr.write(
      `leitstand has no command "${name}". Commands: ${Object.keys(commands).join(', ')}.\n`,
    );
    return 2;
  }
  const command = await load();
  if (args.includes('--help')) {
    process.stdout.write(`${command.help.trimEnd()}\n`);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort(signal));
  const context: CommandContext = {
    args,
    environment: process.env,
    workingDirectory: process.cwd(),
    print: (text) => process.stdout.write(text),
    warn: (text) => process.stderr.write(text),
    cancelled: stop.signal,
  };
  try {
    return await command.run(context);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function overview(): Promise<string> {
  const rows = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(12)}${(await load()).summary}`),
  );
  return ['leitstand COMMAND [OPTIONS]', '', ...rows, '', 'leitstand COMMAND --help explains one.', ''].join(
    '\n',
  );
}

process.exitCode = await main();
