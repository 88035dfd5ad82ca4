import { Injectable } from '@nestjs/common';
import { threshold } from '@branch/shared/ballots/rules';
import type { MinutesContent } from '@branch/shared/meetings/minutes-routes';
import type { paperRoutes } from '@branch/shared/meetings/paper-routes';
import { whyNotCorrectPaper, whyNotPaper, whyNotPaperAt } from '@branch/shared/meetings/paper-rules';
import type { MeetingState } from '@branch/shared/meetings/words';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { shanghaiDay } from '@branch/shared/time';
import { Db } from '../kit/db.js';
import type { Reading, Tx } from '../kit/db.js';
import { newId } from '../kit/ids.js';
import { PaperVote } from './paper-vote.entity.js';

type At = { unitId: string; meetingId: string };
type Record = Input<typeof paperRoutes.record>;
interface Row { id: string; number: number; title: string; options: { text: string; votes: number }[]; most: number; eligible: number; voted: number; passed: boolean; conclusion: string; countedBy: string; supervisedBy: string; place: string; heldOn: string; reason: string | null; enteredBy: { id: string; name: string }; enteredAt: Date }
interface Shown extends Row { earlier: Row[] }

const rows = `select v.id, v.number, v.title, v.options, v.most, v.eligible, v.voted, v.passed, v.conclusion, v.counted_by as "countedBy", v.supervised_by as "supervisedBy", v.place, v.held_on::text as "heldOn", v.reason,
    jsonb_build_object('id', p.id, 'name', p.name) as "enteredBy", v.entered_at as "enteredAt"
  from paper_vote v join person p on p.id = v.entered_by where v.meeting_id = $1 and v.unit_id = $2 order by min(v.entered_at) over (partition by v.id), v.id, v.number`;

/** Votes held on paper: the count is entered, never changed, and corrected only beside itself (MEET-6). The meeting's row is the lock, as for its minutes. */
@Injectable()
export class PaperVotesService {
  constructor(private readonly db: Db) {}

  async all(input: At) {
    return this.db.read(async (db) => {
      await db.found('select 1 as x from meeting where id = $1 and unit_id = $2', [input.meetingId, input.unitId]);
      return { items: await paperVotes(db, input) };
    });
  }

  async record(input: Record, me: Me) {
    return this.db.write(async (tx) => {
      await this.held(tx, input);
      const { clientId, ...entry } = input;
      const { answer } = await tx.once(clientId, entry, async () => {
        const id = newId();
        await this.enter(tx, input, { id, number: 1, reason: null }, me);
        return { id };
      });
      return this.one(tx, input, answer.id);
    });
  }

  /** The next number of an entry. A repeat of a correction finds that somebody (it) was quicker, and nothing is entered twice. */
  async correct(input: Input<typeof paperRoutes.correct>, me: Me) {
    return this.db.write(async (tx) => {
      await this.held(tx, input);
      const latest = await this.one(tx, input, input.paperVoteId);
      refuseIf(whyNotCorrectPaper({ latest: latest.number, basedOn: input.basedOn, changed: words(latest) !== words(trimmed(input)), reason: input.reason }));
      await this.enter(tx, input, { id: latest.id, number: latest.number + 1, reason: input.reason.trim() }, me);
      return this.one(tx, input, latest.id);
    });
  }

  private async enter(tx: Tx, input: Omit<Record, 'clientId'>, entry: { id: string; number: number; reason: string | null }, me: Me): Promise<void> {
    const now = await tx.now();
    refuseIf(whyNotPaper(input, shanghaiDay(now)));
    await tx.insert(PaperVote, { ...entry, unitId: input.unitId, meetingId: input.meetingId, ...trimmed(input), enteredBy: me.personId, enteredAt: now });
    await tx.audit(entry.number === 1 ? 'paperVote.record' : 'paperVote.correct', `meeting:${input.meetingId}`, { unitId: input.unitId, paperVoteId: entry.id, number: entry.number, ...(entry.reason === null ? {} : { reason: entry.reason }) });
  }

  private async one(tx: Tx, at: At, id: string): Promise<Shown> {
    const found = (await paperVotes(tx, at)).find((vote) => vote.id === id);
    if (!found) throw new Refusal('not-found');
    return found;
  }

  private async held(tx: Tx, at: At): Promise<void> {
    refuseIf(whyNotPaperAt(await tx.found<{ state: MeetingState }>('select state from meeting where id = $1 and unit_id = $2 for update', [at.meetingId, at.unitId])));
  }
}

const trimmed = (entry: Omit<Record, 'clientId'>) => ({ title: entry.title.trim(), options: entry.options.map(({ text, votes }) => ({ text: text.trim(), votes })), most: entry.most, eligible: entry.eligible, voted: entry.voted, passed: entry.passed, conclusion: entry.conclusion, countedBy: entry.countedBy, supervisedBy: entry.supervisedBy, place: entry.place, heldOn: entry.heldOn });
const words = (entry: ReturnType<typeof trimmed>): string => JSON.stringify([entry.title, entry.options.map(({ text, votes }) => [text, votes]), entry.most, entry.eligible, entry.voted, entry.passed, entry.conclusion, entry.countedBy, entry.supervisedBy, entry.place, entry.heldOn]);

/** Paper votes of a meeting, in the order they were entered, each as it stands now with what stood before. */
async function paperVotes(db: Reading, at: At): Promise<Shown[]> {
  const entries = new Map<string, Row[]>();
  for (const row of await db.sql<Row>(rows, [at.meetingId, at.unitId])) entries.set(row.id, [...(entries.get(row.id) ?? []), row]);
  return [...entries.values()].flatMap((all) => { const latest = all[all.length - 1]; return latest ? [{ ...latest, earlier: all.slice(0, -1).reverse() }] : []; });
}

/** As decisions of the minutes: with the figures as counted. What was declared stands; on paper other majorities may hold than ours, so no line is drawn. */
export async function paperDecisions(db: Reading, at: At): Promise<MinutesContent['decisions']> {
  return (await paperVotes(db, at)).map((vote) => ({
    ballotId: vote.id, title: vote.title, approve: 0, against: 0, abstain: 0, notVoted: vote.eligible - vote.voted, eligible: vote.eligible, threshold: threshold(vote.eligible), passed: vote.passed, article: '', mode: 'offline' as const,
    options: vote.options.map((option) => ({ ...option, passed: false })), voted: vote.voted,
    paper: { place: vote.place, heldOn: vote.heldOn, countedBy: vote.countedBy, supervisedBy: vote.supervisedBy, conclusion: vote.conclusion, corrected: vote.earlier.length > 0 },
  }));
}
