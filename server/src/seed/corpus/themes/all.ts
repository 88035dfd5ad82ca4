/** Every theme, and the order in which meetings take them up: the eight that people have most to say about come round twice as often. */
import { ai } from './ai.js';
import { antifraud } from './antifraud.js';
import { burnout } from './burnout.js';
import { canteen } from './canteen.js';
import { couriers } from './couriers.js';
import { craft } from './craft.js';
import { festival } from './festival.js';
import { fire } from './fire.js';
import { firstaid } from './firstaid.js';
import { heritage } from './heritage.js';
import { kids } from './kids.js';
import { mentor } from './mentor.js';
import { micro } from './micro.js';
import { mobile } from './mobile.js';
import { neighbours } from './neighbours.js';
import { newcomers } from './newcomers.js';
import { nightschool } from './nightschool.js';
import { orglife } from './orglife.js';
import { parents } from './parents.js';
import { plenum } from './plenum.js';
import { reading } from './reading.js';
import { screen } from './screen.js';
import { seniors } from './seniors.js';
import { startup } from './startup.js';
import type { Theme } from './theme.js';
import { village } from './village.js';
import { vow } from './vow.js';
import { waste } from './waste.js';
import { yearplan } from './yearplan.js';

const often = [parents, craft, vow, antifraud, nightschool, festival, village, screen];
const others = [mobile, waste, plenum, kids, ai, seniors, yearplan, mentor, fire, reading, canteen, orglife, couriers, startup, micro, heritage, burnout, neighbours, firstaid, newcomers];

export const themes: Theme[] = [...often, ...others];
export const rotation: Theme[] = [...often, ...others.slice(0, 10), ...often, ...others.slice(10)];
