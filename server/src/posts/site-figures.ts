import { nobodyId } from '@branch/shared/nobody';
import { siteFigure, sitePublications } from '../sites/figures.js';

// What is written under the pseudonym raises no number: a count that grows tells when (guarantees 6).
// What posts and the board tell of a site (SITE-3, SITE-10): published things only, characters as Unicode code points, visits without persons.
const shown = `unit_id = $1 and state = 'published' and author_id <> '${nobodyId}'`;
siteFigure('posts', `select count(*) as value from post where ${shown}`);
siteFigure('comments', `select count(*) as value from comment where ${shown}`);
siteFigure('characters', `select (select coalesce(sum(characters), 0) from post where ${shown}) + (select coalesce(sum(char_length(text)), 0) from comment where ${shown}) as value`);
siteFigure('visits', 'select coalesce(sum(visits), 0) as value from page_visit where unit_id = $1');
siteFigure('unanswered', `select count(*) as value from message where ${shown} and answered_at is null and received_at is null`);
// Whoever wrote it: the day of the last update is shown, not the hand.
sitePublications({ newest: 'select max(published_at) as value from post where unit_id = $1 and state = \'published\'', stands: 'select 1 from post where id = $1 and state = \'published\'' });
