import { Controller } from '@nestjs/common';
import { ledgerRoutes as routes } from '@branch/shared/meetings/ledger-routes';
import { offlineRoutes as offline } from '@branch/shared/meetings/offline-routes';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { LedgerService } from './ledger.service.js';
import { OfflineService } from './offline.service.js';

@Controller()
export class LedgerController {
  constructor(private readonly ledgers: LedgerService, private readonly entering: OfflineService) {}

  @Handle(routes.ledger) ledger(input: Input<typeof routes.ledger>) { return this.ledgers.ledger(input); }
  @Handle(routes.behind) behind(input: Input<typeof routes.behind>) { return this.ledgers.behind(input); }
  @Handle(routes.beneath) beneath(input: Input<typeof routes.beneath>) { return this.ledgers.beneath(input); }
  @Handle(offline.expectedOn) expectedOn(input: Input<typeof offline.expectedOn>) { return this.entering.expectedOn(input); }
  @Handle(offline.enter) enter(input: Input<typeof offline.enter>, me: Me) { return this.entering.enter(input, me); }
  @Handle(offline.entered) entered(input: Input<typeof offline.entered>) { return this.entering.entered(input); }
  @Handle(offline.mend) mend(input: Input<typeof offline.mend>, me: Me) { return this.entering.mend(input, me); }
  @Handle(offline.withdraw) withdraw(input: Input<typeof offline.withdraw>, me: Me) { return this.entering.withdraw(input, me); }
}
