import { describe, expect, it } from 'vitest';
import { AmiScript, scriptTime } from '../../../../support/ami-script.ts';

describe('AmiTranslator', () => {
  it('pitfall 1, leave before connect: a leave alone ends nothing, the connect answers the call', () => {
    const pbx = new AmiScript().join(0, 'c1', 'koeln').leave(7, 'c1', 'koeln');
    expect(pbx.story).toEqual(['CallEntered']);
    pbx.connect(7.1, 'c1', 'koeln', 'Agent 01', 7).complete(12, 'c1', 'koeln', 'Agent 01', 5);
    expect(pbx.story).toEqual(['CallEntered', 'CallAnswered', 'CallCompleted']);
    expect(pbx.ofKind('CallAnswered')[0]).toMatchObject({ waitSeconds: 7, agent: 'Agent 01' });
  });

  it('pitfall 1, left by key: a leave without connect or abandon is a key when the dialplan goes on', () => {
    const pbx = new AmiScript()
      .join(0, 'c1', 'koeln')
      .leave(3, 'c1', 'koeln')
      .say(3.01, 'Newexten', { Uniqueid: 'c1', Application: 'Wait', AppData: '1' });
    expect(pbx.story).toEqual(['CallEntered', 'CallFlowedOut key']);
    expect(pbx.ofKind('CallFlowedOut')[0]?.at).toBe(scriptTime(3));
  });

  it('pitfall 1, left by key: without the dialplan class the hang-up or five seconds decide', () => {
    const byHangup = new AmiScript().join(0, 'c1', 'koeln').leave(3, 'c1', 'koeln').hangup(4, 'c1');
    const byTime = new AmiScript().join(0, 'c1', 'koeln').leave(3, 'c1', 'koeln').wait(7.9);
    expect(byHangup.story).toEqual(['CallEntered', 'CallFlowedOut key']);
    expect(byTime.story).toEqual(['CallEntered']);
    expect(byTime.wait(8.1).story).toEqual(['CallEntered', 'CallFlowedOut key']);
  });

  it('pitfall 2, abandoned: the caller hangs up after the abandon', () => {
    const pbx = new AmiScript()
      .join(0, 'c1', 'bonn')
      .abandon(4, 'c1', 'bonn', 4)
      .leave(4.01, 'c1', 'bonn')
      .hangup(4.02, 'c1');
    expect(pbx.story).toEqual(['CallEntered', 'CallAbandoned']);
    expect(pbx.ofKind('CallAbandoned')[0]).toMatchObject({ waitSeconds: 4, at: scriptTime(4) });
  });

  it.each([
    ['TIMEOUT', 'timeout'],
    ['LEAVEEMPTY', 'noAgents'],
  ])(
    'pitfall 2, time-out versus abandon: QUEUESTATUS %s after the abandon flows out by %s',
    (value, reason) => {
      const pbx = new AmiScript()
        .join(0, 'c1', 'bonn')
        .abandon(8, 'c1', 'bonn', 8)
        .leave(8.01, 'c1', 'bonn')
        .say(8.02, 'VarSet', { Uniqueid: 'c1', Variable: 'QUEUESTATUS', Value: value })
        .hangup(9, 'c1');
      expect(pbx.story).toEqual(['CallEntered', `CallFlowedOut ${reason}`]);
    },
  );

  it('pitfall 2, time-out versus abandon: without the dialplan class a caller still up has timed out', () => {
    const pbx = new AmiScript().hangup(0, 'somebody').join(1, 'c1', 'bonn').abandon(9, 'c1', 'bonn', 8);
    expect(pbx.wait(15).story).toEqual(['CallEntered', 'CallFlowedOut timeout']);
  });

  it('pitfall 2, time-out versus abandon: where hang-ups are not told either, an abandon stands', () => {
    const pbx = new AmiScript().join(1, 'c1', 'bonn').abandon(9, 'c1', 'bonn', 8);
    expect(pbx.wait(15).story).toEqual(['CallEntered', 'CallAbandoned']);
  });

  it('pitfall 2 and 14, in a surge: messages that come late are not taken for overdue', () => {
    const stamp = (seconds: number) => (scriptTime(seconds) / 1000).toFixed(6);
    const pbx = new AmiScript().join(0, 'c0', 'bonn');
    pbx.say(0, 'QueueCallerJoin', { Timestamp: stamp(0), Uniqueid: 'c1', Queue: 'bonn' });
    const late = { Uniqueid: 'c1', Queue: 'bonn', HoldTime: 8 };
    pbx
      .say(20, 'QueueCallerAbandon', { Timestamp: stamp(8), ...late })
      .say(20, 'QueueCallerLeave', { Timestamp: stamp(8), ...late })
      .say(20.1, 'VarSet', {
        Timestamp: stamp(8),
        Uniqueid: 'c1',
        Variable: 'QUEUESTATUS',
        Value: 'TIMEOUT',
      });
    expect(pbx.story).toEqual(['CallEntered', 'CallEntered', 'CallFlowedOut timeout']);
  });

  it('pitfall 2, in a surge: a time-out told long after the abandon is still a time-out', () => {
    const pbx = new AmiScript()
      .join(0, 'c1', 'koeln')
      .say(1, 'VarSet', { Uniqueid: 'x', Variable: 'BRIDGEPEER', Value: '' })
      .hangup(2, 'x');
    pbx.abandon(8, 'c1', 'koeln', 8).leave(8, 'c1', 'koeln').wait(15);
    expect(pbx.story).toEqual(['CallEntered', 'CallAbandoned']);
    pbx.say(16, 'VarSet', { Uniqueid: 'c1', Variable: 'QUEUESTATUS', Value: 'TIMEOUT' });
    expect(pbx.ofKind('CallFlowedOut')).toMatchObject([{ at: scriptTime(8), reason: 'timeout' }]);
    pbx.say(17, 'VarSet', { Uniqueid: 'c1', Variable: 'QUEUESTATUS', Value: 'TIMEOUT' });
    expect(pbx.story).toHaveLength(3);
  });

  it('knows a time-out by the caller who stays up where a filter keeps the variables back, and only them', () => {
    const pbx = new AmiScript().join(0, 'c1', 'koeln').say(1, 'Newexten', { Uniqueid: 'x' }).hangup(2, 'x');
    pbx.abandon(8, 'c1', 'koeln', 8).leave(8, 'c1', 'koeln').wait(15);
    expect(pbx.story).toEqual(['CallEntered', 'CallFlowedOut timeout']);
  });

  it('pitfall 3, refused at the door: a full queue is told with its name and enters nothing', () => {
    const pbx = new AmiScript()
      .say(0, 'Newexten', { Uniqueid: 'c1', Application: 'Queue', AppData: 'leverkusen,tT,,,8' })
      .say(0.1, 'VarSet', { Uniqueid: 'c1', Variable: 'QUEUESTATUS', Value: 'FULL' })
      .say(0.2, 'Newexten', { Uniqueid: 'c1', Application: 'Queue', AppData: 'koeln,tT,,,8' })
      .say(0.3, 'VarSet', { Uniqueid: 'c1', Variable: 'QUEUESTATUS', Value: 'JOINEMPTY' });
    expect(pbx.ofKind('CallRefused')).toMatchObject([
      { queue: 'leverkusen', reason: 'full' },
      { queue: 'koeln', reason: 'noAgents' },
    ]);
    expect(pbx.ofKind('CallEntered')).toEqual([]);
  });

  it('pitfall 4, completion without channels: queue and interface name the open talk', () => {
    const pbx = new AmiScript()
      .join(0, 'c1', 'koeln')
      .leave(2, 'c1', 'koeln')
      .connect(2, 'c1', 'koeln', 'Agent 04', 2)
      .hangup(6, 'c1')
      .say(6.1, 'AgentComplete', {
        Queue: 'koeln',
        Interface: 'Local/Agent 04@agents',
        MemberName: 'Agent 04',
        HoldTime: 2,
        TalkTime: 4,
        Reason: 'caller',
      });
    expect(pbx.ofKind('CallCompleted')).toMatchObject([{ call: 'c1', talkSeconds: 4, endedBy: 'caller' }]);
    expect(pbx.translator.repairs.get('completionWithoutChannel')).toBe(1);
  });

  it('pitfall 4 and 7: of two open talks of a forwarded agent, the one that began when told is completed', () => {
    const pbx = new AmiScript();
    for (const [call, at] of [['c1', 2] as const, ['c2', 9] as const])
      pbx
        .join(at - 2, call, 'koeln')
        .leave(at, call, 'koeln')
        .connect(at, call, 'koeln', 'Agent 04', 2);
    pbx.say(14, 'AgentComplete', {
      Queue: 'koeln',
      Interface: 'Local/Agent 04@agents',
      MemberName: 'Agent 04',
      HoldTime: 2,
      TalkTime: 5,
      Reason: 'agent',
    });
    expect(pbx.ofKind('CallCompleted')).toMatchObject([{ call: 'c2' }]);
  });

  it('pitfall 5, overflow: the same caller in a second queue is a visit of its own, and timed out of the first', () => {
    const pbx = new AmiScript()
      .join(0, 'c1', 'leverkusen')
      .abandon(8, 'c1', 'leverkusen', 8)
      .leave(8, 'c1', 'leverkusen')
      .join(8.1, 'c1', 'koeln')
      .leave(9, 'c1', 'koeln')
      .connect(9, 'c1', 'koeln', 'Agent 01', 1);
    expect(pbx.story).toEqual(['CallEntered', 'CallFlowedOut timeout', 'CallEntered', 'CallAnswered']);
    expect(pbx.ofKind('CallEntered').map(({ queue, visit }) => [queue, visit])).toEqual([
      ['leverkusen', 0],
      ['koeln', 0],
    ]);
  });

  it('pitfall 5, overflow: entering the same queue again counts the visits', () => {
    const pbx = new AmiScript().join(0, 'c1', 'koeln').abandon(8, 'c1', 'koeln', 8).join(9, 'c1', 'koeln');
    expect(pbx.ofKind('CallEntered').map(({ visit }) => visit)).toEqual([0, 1]);
  });

  it('pitfall 6, Local channels: new channels, hang-ups and call records of other legs count nothing', () => {
    const pbx = new AmiScript()
      .say(0, 'Newchannel', { Uniqueid: 'c1-linked' })
      .join(0, 'c1', 'koeln')
      .say(1, 'Cdr', { UniqueID: 'c1-linked', Disposition: 'ANSWERED' })
      .hangup(1, 'c1-linked');
    expect(pbx.story).toEqual(['CallEntered']);
  });

  it('pitfall 7, forwarded agents: the caller and the queue name the talk when the agent leg was replaced', () => {
    const pbx = new AmiScript()
      .join(0, 'c1', 'koeln')
      .leave(1, 'c1', 'koeln')
      .connect(1, 'c1', 'koeln', 'Agent 12', 1)
      .say(1.5, 'QueueMemberStatus', { Queue: 'koeln', MemberName: 'Agent 12', Status: 1, Paused: 0 });
    expect(pbx.ofKind('CallCompleted')).toEqual([]);
    pbx.say(9, 'AgentComplete', {
      Uniqueid: 'c1',
      DestUniqueid: 'another-leg',
      Queue: 'koeln',
      Interface: 'Local/Agent 12@agents',
      MemberName: 'Agent 12',
      HoldTime: 1,
      TalkTime: 8,
      Reason: 'agent',
    });
    expect(pbx.ofKind('CallCompleted')).toMatchObject([{ call: 'c1', talkSeconds: 8 }]);
  });

  it('pitfall 8, one change told once per queue: an unreachable telephone is one event', () => {
    const pbx = new AmiScript();
    for (const Status of [5, 5, 1, 1, 2])
      for (const Queue of ['koeln', 'leverkusen'])
        pbx.say(Status, 'QueueMemberStatus', { Queue, MemberName: 'Agent 06', Status, Paused: 0 });
    expect(pbx.ofKind('AgentDeviceChanged').map(({ reachable }) => reachable)).toEqual([false, true]);
  });

  it('pitfall 9, wrap-up that the PBX does not show: the source’s own rule, a member’s override first', () => {
    const pbx = new AmiScript(2);
    const talk = (call: string, agent: string) =>
      pbx.join(0, call, 'koeln').connect(1, call, 'koeln', agent, 1).complete(5, call, 'koeln', agent, 4);
    talk('c1', 'Agent 01');
    pbx.say(6, 'QueueMemberStatus', { Queue: 'koeln', MemberName: 'Agent 02', Status: 1, Wrapuptime: 30 });
    talk('c2', 'Agent 02');
    expect(pbx.ofKind('CallCompleted').map(({ wrapUpSeconds }) => wrapUpSeconds)).toEqual([2, 30]);
  });

  it('blocks an agent for the wrap-up of the queue, where the configuration knows one of its own', () => {
    const pbx = new AmiScript(15, { bonn: 40 });
    for (const [call, queue] of [
      ['c1', 'koeln'],
      ['c2', 'bonn'],
    ] as const)
      pbx.join(0, call, queue).connect(1, call, queue, 'Agent 01', 1).complete(9, call, queue, 'Agent 01', 8);
    expect(pbx.ofKind('CallCompleted')).toMatchObject([
      { queue: 'koeln', wrapUpSeconds: 15 },
      { queue: 'bonn', wrapUpSeconds: 40 },
    ]);
  });

  it('pitfall 10, pauses: one event per queue, repeated ones ignored, the reason of an unpause ignored', () => {
    const pbx = new AmiScript();
    const pause = (at: number, Queue: string, Paused: number, PausedReason: string) =>
      pbx.say(at, 'QueueMemberPause', { Queue, MemberName: 'Agent 06', Paused, PausedReason, Status: 2 });
    pause(0, 'koeln', 1, 'Rückfrage; 5 min');
    pause(0, 'leverkusen', 1, 'Rückfrage; 5 min');
    pause(1, 'koeln', 1, 'Rückfrage; 5 min');
    pause(9, 'koeln', 0, 'Rückfrage; 5 min');
    expect(pbx.ofKind('AgentPaused').map(({ queue, reason }) => [queue, reason])).toEqual([
      ['koeln', 'Rückfrage; 5 min'],
      ['leverkusen', 'Rückfrage; 5 min'],
    ]);
    expect(pbx.ofKind('AgentResumed').map(({ queue }) => queue)).toEqual(['koeln']);
  });

  it('pitfall 12, silent changes: a list tells members and pauses as they are now', () => {
    const pbx = new AmiScript().list(5, 'leverkusen', [
      { agent: 'Agent 10' },
      { agent: 'Agent 13', paused: true, status: 5 },
    ]);
    expect(pbx.ofKind('QueueListed')).toMatchObject([
      {
        queue: 'leverkusen',
        members: [
          { agent: 'Agent 10', paused: false, pauseReason: null, reachable: true },
          { agent: 'Agent 13', paused: true, pauseReason: 'Pause', reachable: false },
        ],
      },
    ]);
  });

  it('pitfall 12, silent changes: a list never takes away a caller who is being connected or has just come', () => {
    const pbx = new AmiScript()
      .join(0, 'c1', 'koeln')
      .join(1, 'c2', 'koeln')
      .leave(4, 'c1', 'koeln')
      .join(4.9, 'c3', 'koeln')
      .list(5, 'koeln', [], [{ call: 'c2', wait: 4 }]);
    expect(pbx.ofKind('QueueListed')[0]?.waiting.map(({ call }) => call)).toEqual(['c1', 'c2', 'c3']);
  });

  it('pitfall 14, time stamps: the PBX clock tells the instant, also when it steps back between neighbours', () => {
    const stamp = (seconds: number) => (scriptTime(seconds) / 1000).toFixed(6);
    const pbx = new AmiScript()
      .say(3, 'QueueCallerJoin', { Timestamp: stamp(2.5), Uniqueid: 'c1', Queue: 'koeln' })
      .say(3, 'QueueCallerJoin', { Timestamp: stamp(2.495), Uniqueid: 'c2', Queue: 'koeln' });
    expect(pbx.ofKind('CallEntered').map(({ at }) => at)).toEqual([scriptTime(2.5), scriptTime(2.495)]);
  });

  it('pitfall 16, joined but not told completed: a talk ends with its caller, once its own end had time to come', () => {
    const pbx = new AmiScript()
      .join(0, 'c1', 'koeln')
      .connect(1, 'c1', 'koeln', 'Agent 01', 1)
      .hangup(3, 'c1')
      .wait(4);
    expect(pbx.story).toEqual(['CallEntered', 'CallAnswered']);
    expect(pbx.wait(9).ofKind('CallCompleted')).toMatchObject([
      { call: 'c1', at: scriptTime(3), talkSeconds: 2, endedBy: 'unknown' },
    ]);
    pbx.complete(30, 'c1', 'koeln', 'Agent 01', 2);
    const completed = pbx
      .ofKind('CallCompleted')
      .map(({ call, queue, visit }) => `${call} ${queue} ${visit}`);
    expect(new Set(completed).size).toBe(1);
  });

  it('a caller whose hang-up is all that is told waits no longer', () => {
    const pbx = new AmiScript().join(0, 'c1', 'koeln').hangup(3, 'c1');
    expect(pbx.ofKind('CallAbandoned')).toMatchObject([{ call: 'c1', at: scriptTime(3) }]);
  });

  it('pitfall 18, few classes: the same outcomes come without dialplan events', () => {
    const pbx = new AmiScript()
      .join(0, 'c1', 'koeln')
      .abandon(2, 'c1', 'koeln', 2)
      .leave(2, 'c1', 'koeln')
      .hangup(2.1, 'c1');
    expect(pbx.story).toEqual(['CallEntered', 'CallAbandoned']);
  });

  it('tells ringing per agent and ring, and the end of one that was not answered', () => {
    const ring = (name: string, at: number, dest: string) =>
      pbx.say(at, name, { Uniqueid: 'c1', Queue: 'koeln', MemberName: 'Agent 05', DestUniqueid: dest });
    const pbx = new AmiScript().join(0, 'c1', 'koeln');
    ring('AgentCalled', 1, 'd1');
    ring('AgentRingNoAnswer', 5, 'd1');
    ring('AgentCalled', 6, 'd2');
    expect(pbx.story).toEqual(['CallEntered', 'AgentRung', 'AgentRingEnded', 'AgentRung']);
    expect(new Set(pbx.events.map(({ key }) => key)).size).toBe(pbx.events.length);
  });

  it('tells a transfer as the end of this talk', () => {
    const pbx = new AmiScript()
      .join(0, 'c1', 'koeln')
      .connect(2, 'c1', 'koeln', 'Agent 11', 2)
      .say(7, 'BlindTransfer', { TransfereeUniqueid: 'c1', Extension: 700 })
      .complete(7, 'c1', 'koeln', 'Agent 11', 5, 'transfer');
    expect(pbx.ofKind('CallCompleted')).toMatchObject([{ endedBy: 'transfer', talkSeconds: 5 }]);
  });

  it('tells hold by the agent’s leg and its end, but not an unhold that only precedes a transfer', () => {
    const hold = (at: number, event: string, Uniqueid: string) =>
      pbx.say(at, event, { Uniqueid, Linkedid: 'c1-linked' });
    const pbx = new AmiScript().join(0, 'c1', 'bonn').connect(1, 'c1', 'bonn', 'Agent 08', 1);
    hold(2, 'Unhold', 'c1-agent');
    hold(3, 'Hold', 'c1-agent');
    hold(4, 'Unhold', 'c1-agent');
    hold(5, 'Hold', 'c1');
    expect(pbx.story).toEqual(['CallEntered', 'CallAnswered', 'CallHeld', 'CallResumed']);
  });

  it('pieces together a call whose beginning it did not hear', () => {
    const pbx = new AmiScript().complete(20, 'c1', 'koeln', 'Agent 01', 5);
    expect(pbx.story).toEqual(['CallEntered', 'CallAnswered', 'CallCompleted']);
    expect(pbx.events.map(({ at }) => at)).toEqual([scriptTime(13), scriptTime(15), scriptTime(20)]);
  });

  it('keeps the key of a step whichever message told it', () => {
    const heard = new AmiScript().join(0, 'c1', 'koeln').connect(2, 'c1', 'koeln', 'Agent 01', 2);
    const pieced = new AmiScript().complete(9, 'c1', 'koeln', 'Agent 01', 7);
    const keys = heard.events.map(({ key }) => key);
    expect(pieced.events.map(({ key }) => key).slice(0, 2)).toEqual(keys);
  });
});
