/** Routes of objections: who is quoted in published minutes may say that it is not what was meant (MEET-8). Nothing published changes by it; a correction is a new version. */
import { answer, count, flag, id, integer, judged, moment, nullable, object, oneOf, PersonRef, string } from '../fields.js';
import { route } from '../route.js';

/** Who signed a version, and when. */
export const Signature = answer({ by: PersonRef, at: moment });

export const objectionStates = ['open', 'accepted', 'declined'] as const;
/** That an objection stands or was answered is for everybody; its words, the wording asked for and the answer are for the speaker and the officers only (null for others). */
export const Objection = answer({ id, version: count, seq: count, by: PersonRef, at: moment, state: oneOf(objectionStates), answeredBy: nullable(PersonRef), answeredAt: nullable(moment),
  words: nullable(string()), wording: nullable(string()), answer: nullable(string()), mine: flag() });

const one = { unitId: id, meetingId: id };
export const objectionRoutes = {
  object: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/minutes/objections', can: 'room.speak', doc: 'Object to how my statement is quoted in the latest version, with a reason and the wording I ask for (empty: leave it out); within the set days.',
    input: object({ ...one, version: integer(1, 9999), seq: integer(1, 999_999_999), words: judged(500), wording: judged(20_000) }), output: Objection }),
  answer: route({ method: 'POST', path: '/units/:unitId/meetings/:meetingId/minutes/objections/:objectionId/answer', can: 'minutes.edit', doc: 'Accept (the draft of the next version takes the speaker\'s wording) or decline, with a reason the speaker reads. Once; of two officers the second is told.',
    input: object({ ...one, objectionId: id, accept: flag(), reason: judged(500) }), output: Objection }),
};
