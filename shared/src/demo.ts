/** Route of the demo district only: the printed people to sign in as. Absent in production. */
import { answer, list, object, string } from './fields.js';
import { route } from './route.js';

export const demoRoutes = {
  people: route({ method: 'GET', path: '/demo/people', can: 'public.read', doc: 'Demo only: people to sign in as, one for every role; 404 elsewhere.', input: object({}),
    output: list(answer({ role: string(), name: string(), login: string(), password: string(), unit: string() })) }),
};
