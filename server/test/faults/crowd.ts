import type { Dice } from './dice.js';
import { PollingReader, SocketReader } from './readers.js';
import { Sender } from './senders.js';
import type { FaultWorld, Place } from './world.js';
import { newTrace, Wire } from './wire.js';
import type { Trace } from './wire.js';
import type { MadePerson, MadeUnit } from '../../src/seed/factories.js';

export interface Crowd { senders: Sender[]; sockets: SocketReader[]; pollers: PollingReader[]; readers: (SocketReader | PollingReader)[]; places: Place[]; trace: Trace; wire: Wire; done: Promise<void>; stop(): Promise<void> }
export interface People { senders: MadePerson[]; readers: MadePerson[]; unit: MadeUnit }

/** Twenty who send and four who read (two by socket, two by HTTPS alone), through the bad network, to both servers. */
export async function gather(world: FaultWorld, dice: Dice, people: People, places: Place[], options: { gapMs?: number; watchdogMs?: number } = {}): Promise<Crowd> {
  const trace = newTrace();
  const both = () => world.servers.map((served) => served.url);
  const turned = () => [...both()].reverse();
  const senders: Sender[] = [];
  for (const [n, person] of people.senders.entries()) senders.push(new Sender(`同志${n + 1}`, person.id, await world.wire(person, trace), n % 2 === 0 ? both : turned, places, dice));
  const sockets: SocketReader[] = [];
  const pollers: PollingReader[] = [];
  for (const [n, person] of people.readers.entries()) {
    const token = await world.token(person);
    const bases = n % 2 === 0 ? both : turned;
    if (n < 2) sockets.push(new SocketReader(`socket ${n + 1}`, new Wire(token, trace), bases, places, token, options.watchdogMs));
    else pollers.push(new PollingReader(`https ${n - 1}`, new Wire(token, trace), bases, places));
  }
  const readers = [...sockets, ...pollers];
  const reading = readers.map((reader) => reader.run());
  const done = Promise.all(senders.map((sender) => sender.run(options.gapMs))).then(() => undefined);
  const wire = await world.wire(people.readers[0] ?? people.senders[0] as MadePerson, trace);
  return { senders, sockets, pollers, readers, places, trace, wire, done, stop: async () => { readers.forEach((reader) => reader.stop()); await Promise.all(reading); } };
}

/** People and rooms for a crowd: 20 senders, 4 readers, two chats and an open meeting of their own branch. */
export async function settle(world: FaultWorld): Promise<{ people: People; places: Place[] }> {
  const { branch } = await world.make.chain();
  const secretary = await world.make.officer('secretary', branch);
  const senders = await world.make.members(branch, 20);
  const readers = await world.make.members(branch, 4);
  const chats = await world.chats(branch, 2);
  const meeting = await world.meeting(branch, await world.wire(secretary));
  return { people: { senders, readers, unit: branch }, places: [...chats, { unitId: meeting.unitId, roomId: meeting.roomId }] };
}
