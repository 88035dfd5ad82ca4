import { Controller } from '@nestjs/common';
import { figureRoutes } from '@branch/shared/figures/routes';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { FiguresService } from './figures.service.js';

@Controller()
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  @Handle(figureRoutes.sites) sites(input: Input<typeof figureRoutes.sites>) { return this.figures.sites(input); }
  @Handle(figureRoutes.export) export(input: Input<typeof figureRoutes.export>) { return this.figures.export(input); }
  @Handle(figureRoutes.behind) behind(input: Input<typeof figureRoutes.behind>) { return this.figures.behind(input); }
}
