/** Mark before the fraction of a number; the other one may stand between thousands. */
export type DecimalMark = '.' | ',';

/** Whether `4:30` of a duration means minutes and seconds or hours and minutes. */
export type DurationUnit = 'minutes:seconds' | 'hours:minutes';

const LARGEST = 100_000_000;
const SPACES = /[\s'’\u00a0\u202f]/g;

/** A number from 0, or `undefined`. Blanks and apostrophes between thousands are read in any notation. */
export function parseFigure(text: string, decimal: DecimalMark): number | undefined {
  const shape = shapeOf(text);
  if (shape === 'whole' || (shape === 'fraction' && decimal === '.')) return atMostLargest(Number(text));
  if (shape === 'commaFraction' && decimal === ',') return atMostLargest(Number(text.replace(',', '.')));
  const spaceless = text.replace(SPACES, '');
  const pattern =
    decimal === ',' ? /^(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/ : /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
  if (!pattern.test(spaceless)) return undefined;
  const value = Number(
    decimal === ',' ? spaceless.replaceAll('.', '').replace(',', '.') : spaceless.replaceAll(',', ''),
  );
  return atMostLargest(value);
}

function atMostLargest(value: number): number | undefined {
  return value <= LARGEST ? value : undefined;
}

/** Seconds: a number, or `0:04:30`; of `4:30` the file's other durations show the unit. */
export function parseSeconds(text: string, decimal: DecimalMark, unit: DurationUnit): number | undefined {
  if (!text.includes(':')) return parseFigure(text, decimal);
  const [, first = '', second = '', third] =
    /^(\d{1,6}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?$/.exec(text) ?? [];
  if (first === '') return undefined;
  if (third !== undefined) return Number(first) * 3600 + Number(second) * 60 + Number(third);
  return (Number(first) * 60 + Number(second)) * (unit === 'hours:minutes' ? 60 : 1);
}

/** What one number gives away about its notation. */
export type FigureNotation =
  /** Reads the same in any notation. */
  | 'plain'
  | 'decimalComma'
  | 'decimalPoint'
  /** `1.234`: a thousand and more, or one and a fraction. */
  | 'pointInDoubt'
  | 'commaInDoubt'
  | 'none';

export function figureNotation(text: string): FigureNotation {
  const shape = shapeOf(text);
  if (shape === 'whole') return 'plain';
  if (shape !== 'other') return oneMark(text, shape === 'fraction');
  const spaceless = text.replace(SPACES, '');
  if (/^\d+$/.test(spaceless)) return 'plain';
  if (!/^\d[\d.,]*$/.test(spaceless)) return 'none';
  const points = spaceless.split('.').length - 1;
  const commas = spaceless.split(',').length - 1;
  if (points > 0 && commas > 0)
    return spaceless.lastIndexOf(',') > spaceless.lastIndexOf('.') ? 'decimalComma' : 'decimalPoint';
  if (points + commas > 1) return points > 0 ? 'decimalComma' : 'decimalPoint';
  return oneMark(spaceless, points > 0);
}

function oneMark(text: string, isPoint: boolean): FigureNotation {
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return isPoint ? 'pointInDoubt' : 'commaInDoubt';
  return isPoint ? 'decimalPoint' : 'decimalComma';
}

/** Most figures are digits with at most one mark between them: read without a pattern, which takes far longer. */
function shapeOf(text: string): 'whole' | 'fraction' | 'commaFraction' | 'other' {
  let mark = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) continue;
    const isBetween = at > 0 && at < text.length - 1;
    if (mark !== 0 || !isBetween || (code !== POINT && code !== COMMA)) return 'other';
    mark = code;
  }
  if (text === '') return 'other';
  if (mark === 0) return 'whole';
  return mark === POINT ? 'fraction' : 'commaFraction';
}

const ZERO = 48;
const NINE = 57;
const COMMA = 44;
const POINT = 46;
