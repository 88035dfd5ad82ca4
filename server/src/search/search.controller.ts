import { Controller } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import type { Input } from '@branch/shared/route';
import { searchRoutes } from '@branch/shared/search/routes';
import { Handle } from '../kit/handle.js';
import { SearchService } from './search.service.js';

@Controller()
export class SearchController {
  constructor(private readonly found: SearchService) {}

  @Handle(searchRoutes.search) search(input: Input<typeof searchRoutes.search>, me: Me | null) { return this.found.search(input, me); }
}
