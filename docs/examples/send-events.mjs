// Tells one call to Leitstand: node send-events.mjs https://leitstand.example.org TOKEN
// Keeps what was not acknowledged and sends it again, which is safe: every event has a key and counts once.
const [address, token] = process.argv.slice(2);
if (address === undefined || token === undefined) {
  process.stderr.write('usage: node send-events.mjs ADDRESS TOKEN\n');
  process.exit(2);
}

const call = `example-${Date.now()}`;
const at = (secondsAgo) => new Date(Date.now() - secondsAgo * 1000).toISOString();
const visit = { call, queue: 'koeln', visit: 0 };

const events = [
  { kind: 'CallEntered', key: `${call}/entered`, at: at(30), ...visit, callerNumber: '+49 221 5550123' },
  { kind: 'CallAnswered', key: `${call}/answered`, at: at(18), ...visit, agent: 'Agent 01', waitSeconds: 12 },
  {
    kind: 'CallCompleted',
    key: `${call}/completed`,
    at: at(3),
    ...visit,
    agent: 'Agent 01',
    endedBy: 'caller',
    talkSeconds: 15,
    wrapUpSeconds: 10,
  },
];

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
  const response = await tell(events);
  if (response?.ok) {
    const { stored, duplicates, refused, answers } = await response.json();
    console.log(`${stored} stored, ${duplicates} known already, ${refused} refused`);
    for (const { index, issues } of answers.filter(({ outcome }) => outcome === 'refused'))
      console.log(`event ${index}:`, issues.map(({ field, problem }) => `${field} ${problem}`).join('; '));
    process.exit(refused === 0 ? 0 : 1);
  }
  // What a client did wrong does not get better by repeating it; all else may.
  if (response !== null && response.status < 500 && response.status !== 429) {
    console.error(`refused with status ${response.status}:`, await response.text());
    process.exit(1);
  }
  await new Promise((done) => setTimeout(done, pause));
}

async function tell(body) {
  try {
    return await fetch(new URL('/api/v1/events', address), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events: body }),
    });
  } catch (error) {
    console.error(`not reached: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}
