import { Controller } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { publicRoutes } from '@branch/shared/posts/public-routes';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { PublicService } from './public.service.js';

@Controller()
export class PublicController {
  constructor(private readonly face: PublicService) {}

  @Handle(publicRoutes.posts) posts(input: Input<typeof publicRoutes.posts>, me: Me | null) { return this.face.posts(input, me); }
}
