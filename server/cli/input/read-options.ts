import { parseArgs, type ParseArgsConfig } from 'node:util';
import { BadInput } from '../../platform/input/bad-input.ts';

type OptionTable = NonNullable<ParseArgsConfig['options']>;

/**
 * Options and positional arguments of a sub-command.
 *
 * @param positionals names of the positional arguments, for messages; `…` at the end of the last means any number
 * @throws BadInput for an unknown option, a missing value or a wrong number of positional arguments
 */
export function readOptions<const T extends OptionTable>(
  args: readonly string[],
  options: T,
  positionals: readonly string[] = [],
) {
  const parsed = parseStrictly(args, options);
  const many = positionals.at(-1)?.endsWith('…') ?? false;
  const missing = positionals[parsed.positionals.length];
  if (missing !== undefined) throw new BadInput(`${missing.replace('…', '')} is missing; see --help`);
  const extra = many ? undefined : parsed.positionals[positionals.length];
  if (extra !== undefined) throw new BadInput(`"${extra}" is one argument too many; see --help`);
  return parsed;
}

function parseStrictly<const T extends OptionTable>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadInput(
      `${reason} Known options: ${Object.keys(options)
        .map((name) => `--${name}`)
        .join(', ')}.`,
    );
  }
}

/** @throws BadInput unless `text` is a number within [least, most] */
export function readNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw new BadInput(`must be a number from ${least} to ${most}, got "${text}"`, { field: name });
}
