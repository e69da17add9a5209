import type { Instant } from '../../../../forecasting/time/index.ts';
import type { AgentName, CallEvent } from '../../../live/events/call-event.ts';
import { earlier } from './ami-fields.ts';
import { isWaiting, type Visit } from '../legs/visit.ts';
import type { VisitBook } from '../legs/visit-book.ts';

/**
 * Takes into the book what was reported before, or by another reporter. Names are taken over as they are.
 *
 * @param isEcho the reporter that this book belongs to may still report the same: the log is read while AMI goes on
 */
export function learnVisits(book: VisitBook, events: readonly CallEvent[], isEcho: boolean): void {
  for (const event of events) learn(book, event, isEcho);
}

function learn(book: VisitBook, event: CallEvent, isEcho: boolean): void {
  switch (event.kind) {
    case 'CallEntered': {
      const { visit, isNew } = book.named(event, event.at);
      if (!isNew) return;
      visit.echo.entry = isEcho;
      for (const other of book.visitsOf(visit.call))
        if (other !== visit && isWaiting(other) && other.enteredAt <= visit.enteredAt)
          book.close(other, null);
      return;
    }
    case 'CallAnswered': {
      const visit = visitOf(book, event, earlier(event.at, event.waitSeconds), isEcho);
      answered(book, visit, event.agent, event.at, isEcho);
      visit.waitSeconds ??= event.waitSeconds;
      return;
    }
    case 'CallAbandoned':
    case 'CallFlowedOut': {
      const visit = visitOf(book, event, earlier(event.at, event.waitSeconds), isEcho);
      if (visit.leftAt !== null) return;
      visit.echo.leave = isEcho;
      book.close(visit, event.at);
      return;
    }
    case 'CallCompleted': {
      const answeredAt = earlier(event.at, event.talkSeconds);
      const visit = visitOf(book, event, answeredAt, isEcho);
      answered(book, visit, event.agent, answeredAt, isEcho);
      if (visit.endedAt !== null) return;
      visit.echo.end = isEcho;
      visit.endedAt = event.at;
      book.moveTo(visit, 'over', event.at, event.at);
      return;
    }
    case 'CallLost':
      book.close(visitOf(book, event, event.at, isEcho), null);
      return;
    case 'SourceRestarted':
      book.dropBefore(event.at);
      return;
    default:
      return;
  }
}

function visitOf(
  book: VisitBook,
  name: Parameters<VisitBook['named']>[0],
  enteredAt: Instant,
  isEcho: boolean,
): Visit {
  const { visit, isNew } = book.named(name, enteredAt);
  if (isNew) visit.echo.entry = isEcho;
  return visit;
}

/** An answer outranks whatever was taken for the end of the wait. */
function answered(book: VisitBook, visit: Visit, agent: AgentName, at: Instant, isEcho: boolean): void {
  if (visit.agent !== null) return;
  visit.agent = agent;
  visit.echo.leave = isEcho;
  book.moveTo(visit, 'talking', at, at);
}
