import { randomUUID } from 'node:crypto';
import { startSystem } from '../../../server/tools/system.mjs';
import { built } from './built';
import { Device } from './device';

type System = Awaited<ReturnType<typeof startSystem>>;

/** Someone who is not at the phone we watch: signs in by WeChat's double and acts over plain HTTPS. */
export class Elsewhere {
  private constructor(private readonly url: string, private readonly token: string) {}

  static async as(url: string, login: string): Promise<Elsewhere> {
    const visitor = new Elsewhere(url, '');
    const { accessToken } = await visitor.ask<{ accessToken: string }>('POST', '/sessions/wechat', { code: `demo-${login}` });
    return new Elsewhere(url, accessToken);
  }

  async ask<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> {
    const headers = { 'content-type': 'application/json', ...(this.token ? { authorization: `Bearer ${this.token}` } : {}) };
    const answer = await fetch(`${this.url}/api/v1${path}`, { method, headers, ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  say(unitId: string, roomId: string, text: string): Promise<{ entry: { seq: number } }> {
    return this.ask('POST', `/units/${unitId}/rooms/${roomId}/lines`, { clientId: randomUUID(), text });
  }
}

/** A real server with twelve members and a meeting that is on, and phones with this commit's build. */
export class Stage {
  private readonly phones: Device[] = [];

  private constructor(readonly system: System, readonly secretary: Elsewhere, readonly unitId: string, readonly meetingId: string, readonly roomId: string, readonly title: string, private readonly people: readonly { login: string; name: string }[]) {}

  static async open(): Promise<Stage> {
    const system = await startSystem({ seed: ['--tiny'] });
    try {
      const secretary = await Elsewhere.as(system.url, 'shuji');
      const { units } = await secretary.ask<{ units: { unit: { id: string } }[] }>('GET', '/me');
      const { meeting } = await secretary.ask<{ meeting: { id: string; roomId: string; title: string; unit: { id: string } } }>('GET', `/units/${units[0]?.unit.id ?? ''}/home`);
      const people = await secretary.ask<{ login: string; name: string }[]>('GET', '/demo/people');
      return new Stage(system, secretary, meeting.unit.id, meeting.id, meeting.roomId, meeting.title, people);
    } catch (thrown) {
      await system.stop();
      throw thrown;
    }
  }

  /** A phone whose WeChat account is bound to this person of the seed. */
  phone(login: string): Device {
    const device = new Device(built());
    device.storage.set('branch.dev.origin', this.system.url);
    device.loginCode = `demo-${login}`;
    this.phones.push(device);
    return device;
  }

  /** WeChat was killed on this phone; the phone again. */
  again(phone: Device): Device {
    const next = phone.again();
    this.phones.push(next);
    return next;
  }

  /** What the seed calls this person. */
  name(login: string): string {
    const found = this.people.find((person) => person.login === login);
    if (!found) throw new Error(`nobody signs in as ${login}`);
    return found.name;
  }

  /** A path of the meeting, for who acts elsewhere. */
  at(path = ''): string {
    return `/units/${this.unitId}/meetings/${this.meetingId}${path}`;
  }

  async close(): Promise<void> {
    for (const phone of this.phones) phone.kill();
    await this.system.stop();
  }
}
