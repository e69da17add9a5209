/** A duty of today as far as it may be changed, in minutes of the local day; whose it is stays unsaid. */
export interface MovableDuty {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly breaks: readonly MinutesOfDay[];
  /** Meetings and trainings: not on the phones, and not to be moved. */
  readonly activities?: readonly MinutesOfDay[] | undefined;
  /** Skill group that the duty belongs to. */
  readonly group: string;
  /** Cities whose calls it was planned for; the group's own unless given. */
  readonly cities?: readonly string[] | undefined;
  /** Cities whose calls this person may take today; no others than planned unless given. */
  readonly skills?: readonly string[] | undefined;
  /**
   * Latest end that the person's contract and the rest before their next duty allow; `undefined` where that is not
   * known: then nobody is asked to stay.
   */
  readonly latestEndMinute?: number | undefined;
}

interface MinutesOfDay {
  readonly startMinute: number;
  readonly endMinute: number;
}

/** Whether the duty has somebody on the phones during all of [from, to). */
export function isOnPhones(duty: MovableDuty, fromMinute: number, toMinute: number): boolean {
  const away = [...duty.breaks, ...(duty.activities ?? [])];
  return (
    duty.startMinute <= fromMinute &&
    toMinute <= duty.endMinute &&
    away.every(({ startMinute, endMinute }) => endMinute <= fromMinute || toMinute <= startMinute)
  );
}
