import * as v from 'valibot';
import { sessionSchema, type Me, type Role, type SessionAnswer } from '../../server/contract/account.ts';
import { Api, nothing, type Answer } from './api.ts';

const readSession = (body: unknown): SessionAnswer => v.parse(sessionSchema, body);

/** Who sits in front of the page. */
export class Session {
  #state = $state.raw<'loading' | 'unreached' | 'known'>('loading');
  #me = $state.raw<Me | null>(null);
  #demoRoles = $state.raw<readonly Role[]>([]);
  #obstacle = $state.raw<SessionAnswer['obstacle']>(null);
  readonly api = new Api(() => {
    this.#me = null;
  });

  get state(): 'loading' | 'unreached' | 'known' {
    return this.#state;
  }

  get me(): Me | null {
    return this.#me;
  }

  get demoRoles(): readonly Role[] {
    return this.#demoRoles;
  }

  /** Why nobody can sign in over this connection, as a code; `null` where one can. */
  get obstacle(): SessionAnswer['obstacle'] {
    return this.#obstacle;
  }

  has(...roles: readonly Role[]): boolean {
    return this.#me?.grants.some(({ role }) => roles.includes(role)) ?? false;
  }

  async load(): Promise<void> {
    const answer = await this.api.get('/api/v1/session', readSession);
    this.#take(answer);
    if (!answer.ok) this.#state = 'unreached';
  }

  async signIn(name: string, password: string): Promise<Answer<SessionAnswer>> {
    return this.#change('/api/v1/session', { name, password });
  }

  async signInToDemo(role: Role): Promise<Answer<SessionAnswer>> {
    return this.#change('/api/v1/session/demo', { role });
  }

  async redeemLink(token: string, password: string): Promise<Answer<SessionAnswer>> {
    return this.#change('/api/v1/session/link', { token, password });
  }

  async signOut(): Promise<void> {
    await this.api.send('DELETE', '/api/v1/session', undefined, nothing);
    this.#me = null;
    await this.load();
  }

  /** The page may hold the token of a session that has ended meanwhile: with a fresh one nobody has to type twice. */
  async #change(path: string, body: unknown): Promise<Answer<SessionAnswer>> {
    let answer = await this.api.send('POST', path, body, readSession);
    if (!answer.ok && answer.code === 'csrf') {
      await this.load();
      answer = await this.api.send('POST', path, body, readSession);
    }
    this.#take(answer);
    return answer;
  }

  #take(answer: Answer<SessionAnswer>): void {
    if (!answer.ok) return;
    this.#me = answer.value.me;
    this.#demoRoles = answer.value.demoRoles;
    this.#obstacle = answer.value.obstacle;
    this.api.useToken(answer.value.csrfToken);
    this.#state = 'known';
  }
}
