import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AmiScript } from '../../../../support/ami-script.ts';

const fixture = (name: string) =>
  readFileSync(resolve(import.meta.dirname, '../../../../fixtures/asterisk', name));

type Fields = Readonly<Record<string, string | number>>;
const member = (Queue: string, MemberName: string, Interface: string, more: Fields = {}): Fields => ({
  Queue,
  MemberName,
  Interface,
  Status: 1,
  Paused: 0,
  ...more,
});
const line = (Queue: string, Name: string, Location: string, more: Fields = {}): Fields => ({
  Queue,
  Name,
  Location,
  Status: 1,
  Paused: 0,
  ActionID: 'list',
  ...more,
});
const membersOf = (pbx: AmiScript) =>
  pbx.events.flatMap((event) =>
    event.kind === 'QueueListed'
      ? [
          `${event.queue}: ${event.members.map(({ agent, paused }) => `${agent}${paused ? ' paused' : ''}`).join(', ')}`,
        ]
      : [],
  );
const told = (pbx: AmiScript) =>
  pbx.events.flatMap((event) =>
    'agent' in event && event.kind.startsWith('Agent') ? [`${event.kind} ${event.agent}`] : [],
  );

describe('one telephone under two names', () => {
  it('is one agent, by the name that a queue gives it', () => {
    const pbx = new AmiScript().bytes(0, fixture('one-phone-two-names.raw'));
    const agents = pbx.events.flatMap((event) =>
      event.kind === 'QueueListed' ? event.members.map(({ agent }) => agent) : [],
    );
    expect(agents).toEqual(['Kim A', 'Kim A']);
  });

  it.each([
    ['koeln', 'bonn'],
    ['bonn', 'koeln'],
  ])('has that name whichever queue is listed first: %s', (first, second) => {
    const names: Readonly<Record<string, string>> = { koeln: 'Kim A', bonn: 'PJSIP/7009' };
    const pbx = new AmiScript();
    for (const queue of [first, second])
      pbx.say(0, 'QueueMember', line(queue, names[queue] ?? '', 'PJSIP/7009'));
    pbx.say(0, 'QueueStatusComplete', { ActionID: 'list' });
    expect(membersOf(pbx)).toEqual([`${first}: Kim A`, `${second}: Kim A`]);
    expect(pbx.translator.agentOfInterface('PJSIP/7009')).toBe('Kim A');
  });

  it('takes a call for one queue under the name of the other', () => {
    const pbx = new AmiScript()
      .say(0, 'QueueMember', line('koeln', 'Kim A', 'PJSIP/7009'))
      .say(0, 'QueueMember', line('bonn', 'Kim Adler', 'PJSIP/7009'))
      .say(0, 'QueueStatusComplete', { ActionID: 'list' })
      .join(1, 'c1', 'bonn')
      .say(2, 'AgentConnect', {
        Uniqueid: 'c1',
        Queue: 'bonn',
        MemberName: 'Kim Adler',
        Interface: 'PJSIP/7009',
        HoldTime: 1,
      });
    expect(pbx.ofKind('CallAnswered')).toMatchObject([{ agent: 'Kim A' }]);
    expect(pbx.translator.agentOfInterface('Kim Adler')).toBe('Kim A');
  });

  it('is the next person once the last one left all its queues', () => {
    const pbx = new AmiScript()
      .say(0, 'QueueMemberAdded', member('koeln', 'Kim', 'PJSIP/7009'))
      .say(1, 'QueueMemberRemoved', member('koeln', 'Kim', 'PJSIP/7009'))
      .say(2, 'QueueMemberAdded', member('koeln', 'Lee', 'PJSIP/7009'));
    expect(told(pbx)).toEqual(['AgentSignedIn Kim', 'AgentSignedOut Kim', 'AgentSignedIn Lee']);
  });
});

describe('two telephones under one name', () => {
  const office = (more: Fields = {}) => member('koeln', 'Kim', 'PJSIP/7001', more);
  const home = (more: Fields = {}) => member('koeln', 'Kim', 'PJSIP/7002', more);
  const signedIn = () =>
    new AmiScript().say(0, 'QueueMemberAdded', office()).say(0, 'QueueMemberAdded', home());

  it('are on break when both are paused, and back when one is', () => {
    const pbx = signedIn().say(1, 'QueueMemberPause', office({ Paused: 1 }));
    expect(told(pbx)).not.toContain('AgentPaused Kim');
    pbx.say(2, 'QueueMemberPause', home({ Paused: 1 }));
    expect(told(pbx).at(-1)).toBe('AgentPaused Kim');
    pbx.say(3, 'QueueMemberPause', office());
    expect(told(pbx).at(-1)).toBe('AgentResumed Kim');
  });

  it('are signed out when the last one leaves, and on break when only the paused one stays', () => {
    const pbx = signedIn().say(1, 'QueueMemberPause', home({ Paused: 1 }));
    pbx.say(2, 'QueueMemberRemoved', office());
    expect(told(pbx).at(-1)).toBe('AgentPaused Kim');
    pbx.say(3, 'QueueMemberRemoved', home());
    expect(told(pbx).at(-1)).toBe('AgentSignedOut Kim');
  });

  it('are within reach while one of them is', () => {
    const pbx = signedIn().say(1, 'QueueMemberStatus', office({ Status: 5 }));
    expect(told(pbx)).not.toContain('AgentDeviceChanged Kim');
    pbx.say(2, 'QueueMemberStatus', home({ Status: 5 }));
    expect(pbx.ofKind('AgentDeviceChanged')).toMatchObject([{ agent: 'Kim', reachable: false }]);
  });

  it('are one member of a list', () => {
    const pbx = new AmiScript()
      .say(0, 'QueueMember', line('koeln', 'Kim', 'PJSIP/7001', { Paused: 1 }))
      .say(0, 'QueueMember', line('koeln', 'Kim', 'PJSIP/7002'))
      .say(0, 'QueueStatusComplete', { ActionID: 'list' });
    expect(membersOf(pbx)).toEqual(['koeln: Kim']);
  });
});

describe('names in Latin-1', () => {
  it('stay the names of two people', () => {
    const pbx = new AmiScript().bytes(0, fixture('latin1-names.raw'));
    const agents = new Set(
      pbx.events.flatMap((event) =>
        event.kind === 'QueueListed'
          ? event.members.map(({ agent }) => agent)
          : 'agent' in event
            ? [event.agent]
            : [],
      ),
    );
    expect([...agents].sort()).toEqual(['Jörg Müller', 'Jürg Müller']);
  });
});
