/** The body of `POST /api/v1/requirements` for some days, with plain inputs. */
export function requirementRequest(from: string, until = from) {
  return {
    from,
    until,
    model: 'erlangC',
    maxOccupancy: 0.9,
    patienceSeconds: 120,
    shrinkage: 0.1,
    volumeFactor: 1,
    handleTimeFactor: 1,
    serviceLevelTargets: {},
    pooled: true,
  };
}
