/** Routes of the weekly duty list of the message board (SITE-9). */
import { answer, id, integer, list, nullable, object, PersonRef } from '../fields.js';
import { route } from '../route.js';

const Day = answer({ weekday: integer(1, 7), person: nullable(PersonRef) });
/** `today`: who answers the board today; null: the whole team. `team`: who may be put on the list. */
export const Duty = answer({ today: nullable(PersonRef), days: list(Day, 7), team: list(PersonRef, 100) });

export const dutyRoutes = {
  duty: route({ method: 'GET', path: '/units/:unitId/duty', can: 'message.read', doc: 'Who answers the message board today, and the week\'s list.', input: object({ unitId: id }), output: Duty }),
  setDuty: route({ method: 'PUT', path: '/units/:unitId/duty', can: 'duty.set', doc: 'Set the week\'s duty list; a day left empty is everybody\'s. Only people of the branch team can be on it.',
    input: object({ unitId: id, days: list(object({ weekday: integer(1, 7), personId: nullable(id) }), 7) }), output: Duty }),
};
