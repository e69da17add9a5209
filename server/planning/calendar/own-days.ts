import { isPlainDate, type PlainDate, type SpecialDay } from '../../../forecasting/time/index.ts';
import type { OpeningHours } from '../../contract/centre.ts';

/** What a city's own hours say of single days; they win over the state's calendar. */
export interface OwnDays {
  readonly closedDays: readonly PlainDate[];
  readonly namedDays: readonly SpecialDay[];
}

/** @param hours absent: only public holidays are known */
export function ownDays(hours: OpeningHours | undefined): OwnDays {
  if (hours === undefined) return { closedDays: [], namedDays: [] };
  return { closedDays: closedDays(hours), namedDays: namedDays(hours) };
}

/** Days on which the city's own hours say that it is closed, whatever the reason. */
function closedDays({ dates }: OpeningHours): readonly PlainDate[] {
  return Object.entries(dates).flatMap(([date, { open }]) =>
    open.length === 0 && isPlainDate(date) ? [date] : [],
  );
}

/** Days that the city's own hours name although it is open: a local fair, an election, a short day. */
function namedDays({ dates }: OpeningHours): readonly SpecialDay[] {
  return Object.entries(dates).flatMap(([date, { open, kind, de }]) =>
    open.length > 0 && isPlainDate(date) ? [{ date, name: de, kind: specialKind(kind) }] : [],
  );
}

function specialKind(kind: OpeningHours['dates'][string]['kind']): SpecialDay['kind'] {
  switch (kind) {
    case 'carnival':
    case 'bridgeDay':
    case 'event':
      return kind;
    case 'holiday':
    case 'closure':
      return 'event';
    default:
      throw new RangeError(`unknown kind of day ${String(kind)}`);
  }
}
