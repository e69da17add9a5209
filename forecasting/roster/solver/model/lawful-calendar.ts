import { OFF, type DutyAgent, type DutyModel, type Duties } from './duty-model.ts';

/**
 * Whether whole calendars keep every hard rule that the path search keeps, in one pass over the days.
 * For searches that change a day or two at a time; whether a day's variant is allowed is asked when it is chosen.
 */
export class LawfulCalendar {
  private readonly model: DutyModel;
  private readonly kindCounts: Int32Array;

  constructor(model: DutyModel) {
    this.model = model;
    this.kindCounts = new Int32Array(model.kinds);
  }

  isLawful(agent: DutyAgent, duties: Duties): boolean {
    return this.keepsRuns(agent, duties) && this.keepsDays(agent, duties) && this.keepsSums(agent, duties);
  }

  /** Runs of days on and off, and rest from one shift to the next. */
  keepsRuns(agent: DutyAgent, duties: Duties): boolean {
    return this.keepsShape(agent, duties) && this.keepsRest(agent, duties);
  }

  /** Runs of days on and off, whatever is worked. */
  keepsShape(agent: DutyAgent, duties: Duties): boolean {
    const { days } = this.model;
    const { before, maxRun, minRun, minOff } = agent;
    let worked = before.state === 'on';
    let run = before.state === 'open' ? 0 : before.run;
    let isFree = before.state === 'open';
    for (let day = 0; day < days; day++) {
      const variant = duties[day] ?? OFF;
      const works = variant !== OFF;
      if (day > 0 || before.state !== 'open') {
        if (works !== worked) {
          if (!isFree && run < (worked ? minRun : minOff)) return false;
          isFree = false;
          run = 0;
        }
      }
      worked = works;
      run++;
      if (works ? run > maxRun : agent.offCost[day] === Infinity) return false;
    }
    return true;
  }

  private keepsRest({ before }: DutyAgent, duties: Duties): boolean {
    const { days, kinds, variantKind, mayFollow } = this.model;
    let last = OFF;
    for (let day = 0; day < days; day++) {
      const variant = duties[day] ?? OFF;
      const kind = variant === OFF ? OFF : (variantKind[variant] ?? 0);
      if (kind !== OFF) {
        if (last !== OFF && mayFollow[last * kinds + kind] !== 1) return false;
        if (day === 0 && before.state === 'on' && before.mayFollow[kind] !== 1) return false;
      }
      last = kind;
    }
    return true;
  }

  /** Weekends and days of each week. */
  keepsDays(agent: DutyAgent, duties: Duties): boolean {
    const { days, weekendDay, startsWeek } = this.model;
    let weekends = 0;
    let inWeek = agent.daysBeforeInWeek;
    for (let day = 0; day < days; day++) {
      if (day > 0 && startsWeek[day] === 1) inWeek = 0;
      if ((duties[day] ?? OFF) === OFF) continue;
      if (++inWeek > agent.maxDaysPerWeek) return false;
      const weekend = weekendDay[day] ?? 0;
      if (weekend === 1 || (weekend === 2 && (day === 0 || (duties[day - 1] ?? OFF) === OFF))) weekends++;
    }
    return weekends <= agent.maxWeekends;
  }

  /** Paid minutes and caps of kinds. */
  private keepsSums(agent: DutyAgent, duties: Duties): boolean {
    const { days, minutes, variantKind } = this.model;
    const { kindCounts } = this;
    kindCounts.fill(0);
    let paid = 0;
    for (let day = 0; day < days; day++) {
      const variant = duties[day] ?? OFF;
      if (variant === OFF) continue;
      const kind = variantKind[variant] ?? 0;
      paid += minutes[kind] ?? 0;
      const count = (kindCounts[kind] ?? 0) + 1;
      kindCounts[kind] = count;
      if (count > (agent.maxOfKind[kind] ?? 0)) return false;
    }
    return paid >= agent.minMinutes && paid <= agent.maxMinutes;
  }
}
