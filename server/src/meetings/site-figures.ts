import { siteFigure } from '../sites/figures.js';

// When the unit last met: shown beside a silent site, never held against it by the job (SITE-3).
siteFigure('lastMeetingAt', 'select max(closed_at) as value from meeting where unit_id = $1 and state = \'closed\' and closed_how is distinct from \'adjourned\'');
