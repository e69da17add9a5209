/** Where in the input something is wrong; every part that is known is named in the message. */
export interface InputPlace {
  readonly file?: string;
  readonly line?: number;
  readonly field?: string;
}

/**
 * Input that a person gave and can mend: ends a command with status 2 and this message, nothing half written.
 * The message names the value and what is allowed.
 */
export class BadInput extends Error {
  readonly code = 'bad-input';

  constructor(problem: string, place: InputPlace = {}) {
    const where = [
      place.file,
      place.line === undefined ? undefined : `line ${place.line}`,
      place.field === undefined ? undefined : `"${place.field}"`,
    ]
      .filter((part) => part !== undefined)
      .join(', ');
    super(where === '' ? problem : `${where}: ${problem}`);
    this.name = 'BadInput';
  }
}
