/** Routes of paper votes: elections and the acceptance of members are held on paper, and their count is entered here (线下表决登记, MEET-6). */
import { answer, clientId, count, day, flag, id, integer, judged, list, moment, note, nullable, object, PersonRef, string, text } from '../fields.js';
import { route } from '../route.js';

const figures = { title: string(), options: list(answer({ text: string(), votes: count }), 20), most: count, eligible: count, voted: count, passed: flag(), conclusion: string(), countedBy: string(), supervisedBy: string(), place: string(), heldOn: day };
/** One entry, or a correction of it (number 2, 3, …) with its reason. */
export const PaperEntry = answer({ number: count, ...figures, reason: nullable(string()), enteredBy: PersonRef, enteredAt: moment });
/** A paper vote as it stands now, and every earlier entry of it. */
export const PaperVote = answer({ id, ...PaperEntry.shape, earlier: list(PaperEntry, 100) });

const at = { unitId: id, meetingId: id };
const entry = { title: judged(200), options: list(object({ text: judged(200), votes: integer(0, 99_999) }), 100), most: integer(1, 20), eligible: integer(0, 99_999), voted: integer(0, 99_999), passed: flag(), conclusion: note(200), countedBy: note(60), supervisedBy: note(60), place: text(60), heldOn: day };
export const paperRoutes = {
  paperVotes: route({ method: 'GET', path: '/units/:unitId/meetings/:meetingId/paper-votes', can: 'meeting.read', doc: 'Votes held on paper at this meeting, each with its corrections.', input: object(at), output: answer({ items: list(PaperVote, 100) }) }),
  record: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/paper-votes', can: 'meeting.manage', doc: 'Enter the count of a paper vote: figures that can be true, who counted, who supervised, where and when. It stands in the minutes as a decision and is never changed.',
    input: object({ ...at, clientId, ...entry }), output: PaperVote }),
  correct: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/paper-votes/:paperVoteId/corrections', can: 'meeting.manage', doc: 'Correct an entry with a reason: the earlier one stays beside it.',
    input: object({ ...at, paperVoteId: id, basedOn: integer(1, 9999), reason: judged(300), ...entry }), output: PaperVote }),
};
