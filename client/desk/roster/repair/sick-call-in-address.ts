/** A sick call that another page sends here: `#/roster/sick/PERSON/FROM/UNTIL`. */
export function sickCallInAddress(
  hash: string,
): { readonly agent: string; readonly from: string; readonly until: string } | null {
  const [, area, what, agent, from, until] = hash.split('/');
  if (area !== 'roster' || what !== 'sick' || agent === undefined || from === undefined) return null;
  return { agent: decodeURIComponent(agent), from, until: until ?? from };
}

/** Where the options for a sick call are shown: the way here for other rooms. */
export function sickCallAddress(agent: string, from: string, until: string): string {
  return `#/roster/sick/${encodeURIComponent(agent)}/${from}/${until}`;
}
