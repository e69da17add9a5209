import { agentRule, shiftsOf } from './rule.ts';

/** Hard rule: nobody works while on leave, ill, in training or released. */
export const absence = agentRule({
  name: 'absence',
  source: 'BUrlG § 1, EFZG § 3, TVöD-VKA §§ 26–29',
  hard: true,
  unit: 'shifts',
  check: (own) =>
    shiftsOf(own).flatMap(({ shift }) => {
      const reason = own.agent.absences.find(({ from, until }) => from <= shift.date && shift.date <= until);
      return reason === undefined
        ? []
        : [
            {
              size: 1,
              agent: own.agent.id,
              date: shift.date,
              facts: reason.kind === undefined ? {} : { absence: reason.kind },
            },
          ];
    }),
});
