import { describe, expect, it } from 'vitest';
import { AmiScript, scriptTime } from '../../../support/ami-script.ts';

describe('AmiTranslator over restarts (pitfall 13)', () => {
  it('pitfall 13, orderly restart: waiting callers become abandoned and talks completed before the end', () => {
    const pbx = new AmiScript()
      .reconnect(0, 100)
      .join(1, 'c1', 'koeln')
      .join(2, 'c2', 'koeln')
      .connect(3, 'c1', 'koeln', 'Agent 01', 2)
      .abandon(9, 'c2', 'koeln', 7)
      .leave(9, 'c2', 'koeln')
      .complete(9, 'c1', 'koeln', 'Agent 01', 6, 'agent')
      .say(9.1, 'Shutdown', { Shutdown: 'Cleanly', Restart: 'True' });
    expect(pbx.story).toEqual([
      'CallEntered',
      'CallEntered',
      'CallAnswered',
      'CallCompleted',
      'CallAbandoned',
    ]);
    expect(pbx.reconnect(14, 2).ofKind('SourceRestarted')).toHaveLength(2);
  });

  it('pitfall 13, kill: the start of the next life ends all that was open, and not what came since', () => {
    const pbx = new AmiScript()
      .reconnect(0, 100)
      .join(1, 'c1', 'koeln')
      .join(2, 'c2', 'koeln')
      .connect(3, 'c1', 'koeln', 'Agent 01', 2)
      .reconnect(12, 4);
    const restart = pbx.ofKind('SourceRestarted')[1];
    expect(restart?.at).toBe(scriptTime(7));
    pbx.join(12.5, 'c3', 'koeln').hangup(13, 'c2').complete(13, 'c9', 'koeln', 'Agent 02', 0);
    expect(pbx.ofKind('CallCompleted').map(({ call }) => call)).toEqual(['c9']);
  });

  it('pitfall 13, kill at once restarted: the restart is after the last happening told before', () => {
    const pbx = new AmiScript().reconnect(0, 100).join(9.9, 'c1', 'koeln').reconnect(10, 0);
    const [, restart] = pbx.ofKind('SourceRestarted');
    expect(restart?.at).toBeGreaterThan(scriptTime(9.9));
    expect(restart?.at).toBeLessThanOrEqual(scriptTime(10));
  });

  it('pitfall 13, lost connection: a PBX that stayed up is not taken as restarted', () => {
    const pbx = new AmiScript().reconnect(0, 100).join(1, 'c1', 'koeln').reconnect(30, 130);
    expect(pbx.ofKind('SourceRestarted')).toHaveLength(1);
    pbx.list(30.1, 'koeln', [], [{ call: 'c1', wait: 29 }]).connect(31, 'c1', 'koeln', 'Agent 01', 30);
    expect(pbx.story).toEqual(['CallEntered', 'CallAnswered']);
  });

  it('pitfall 13, lost connection: our clock set back is no restart either', () => {
    const pbx = new AmiScript().reconnect(100, 100).join(101, 'c1', 'koeln').reconnect(60, 140);
    expect(pbx.ofKind('SourceRestarted')).toHaveLength(1);
    expect(pbx.reconnect(90, 10).ofKind('SourceRestarted')).toHaveLength(2);
  });

  it('pitfall 13, lost connection: a caller who came while we were deaf is entered from the list', () => {
    const pbx = new AmiScript().reconnect(0, 100).reconnect(30, 130);
    pbx.list(31, 'bonn', [], [{ call: 'c7', wait: 12 }]);
    expect(pbx.ofKind('CallEntered')).toMatchObject([{ call: 'c7', at: scriptTime(19) }]);
  });

  it('pitfall 13, lost connection: a caller gone while we were deaf is missing in the list told on', () => {
    const pbx = new AmiScript().reconnect(0, 100).join(1, 'c1', 'koeln').reconnect(30, 130);
    pbx.list(31, 'koeln', []);
    expect(pbx.ofKind('QueueListed')[0]?.waiting).toEqual([]);
    expect(pbx.translator.repairs.get('goneUnheard')).toBe(1);
  });

  it('pitfall 8, lost connection: who is in no call of the queue, or has ended one since, is told as free', () => {
    const pbx = new AmiScript().reconnect(0, 100).reconnect(60, 160);
    const members = [
      { agent: 'Agent 01', inCall: false, status: 1 },
      { agent: 'Agent 02', inCall: true, lastCall: 50 },
      { agent: 'Agent 03', inCall: true },
      { agent: 'Agent 04', status: 1 },
      { agent: 'Agent 05', inCall: false, status: 2 },
    ];
    pbx.list(61, 'koeln', members).list(90, 'koeln', members);
    const [first, later] = pbx.ofKind('QueueListed');
    const since = [scriptTime(61), scriptTime(50), undefined, undefined, undefined];
    expect(first?.members.map(({ freeAt }) => freeAt)).toEqual(since);
    // A reload clears InCall of agents who talk: only a list after a silence is believed.
    expect(later?.members.map(({ freeAt }) => freeAt)).toEqual(since.map(() => undefined));
  });

  it('pitfall 7, lost connection: a forwarded agent taken as free completes the talk all the same', () => {
    const pbx = new AmiScript()
      .reconnect(0, 100)
      .join(1, 'c1', 'koeln')
      .connect(3, 'c1', 'koeln', 'Agent 04', 2);
    pbx.reconnect(20, 120).list(21, 'koeln', [{ agent: 'Agent 04', inCall: false, status: 1 }]);
    const before = pbx.events.length;
    pbx.complete(40, 'c1', 'koeln', 'Agent 04', 37);
    const told = new Set(pbx.events.slice(0, before).map(({ key }) => key));
    const fresh = pbx.events.slice(before).filter(({ key }) => !told.has(key));
    expect(fresh).toMatchObject([{ kind: 'CallCompleted', call: 'c1', talkSeconds: 37 }]);
  });

  it('pitfall 13, logged in before the boot is over: the first callers of the new life are kept', () => {
    const pbx = new AmiScript().reconnect(0, 100).join(1, 'old', 'koeln');
    pbx.bytes(10, 'Asterisk Call Manager/9.0.0\r\n').join(12, 'new', 'koeln');
    pbx.say(13, 'FullyBooted', { Uptime: 6, Status: 'Fully Booted' });
    expect(pbx.ofKind('SourceRestarted')).toHaveLength(2);
    pbx.connect(14, 'new', 'koeln', 'Agent 01', 2).complete(15, 'new', 'koeln', 'Agent 01', 1);
    expect(pbx.translator.repairs.size).toBe(0);
    expect(pbx.story).toEqual(['CallEntered', 'CallEntered', 'CallAnswered', 'CallCompleted']);
  });

  it('pitfall 13, a dropped greeting: connections that end at once change nothing', () => {
    const pbx = new AmiScript().reconnect(0, 100).join(1, 'c1', 'koeln');
    pbx.bytes(5, 'Asterisk Call Manager/9.0.0\r\n').bytes(6, 'Asterisk Call Manager/9.0.0\r\n');
    expect(pbx.reconnect(7, 107).ofKind('SourceRestarted')).toHaveLength(1);
    expect(pbx.connect(8, 'c1', 'koeln', 'Agent 01', 7).story).toEqual(['CallEntered', 'CallAnswered']);
  });

  it('pitfall 13, stale device states: a member in use after a kill is no call', () => {
    const pbx = new AmiScript().reconnect(0, 100).reconnect(10, 3);
    pbx.list(11, 'koeln', [
      { agent: 'Agent 01', status: 2 },
      { agent: 'Agent 03', status: 6 },
    ]);
    expect(pbx.story).toEqual([]);
    expect(pbx.ofKind('QueueListed')[0]?.members.map(({ reachable }) => reachable)).toEqual([true, true]);
  });
});
