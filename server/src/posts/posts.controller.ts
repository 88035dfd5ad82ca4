import { Controller } from '@nestjs/common';
import type { Me } from '@branch/shared/permissions';
import { boardRoutes, postRoutes } from '@branch/shared/posts/routes';
import type { Input } from '@branch/shared/route';
import { Handle } from '../kit/handle.js';
import { BoardService } from './board.service.js';
import { PostsService } from './posts.service.js';

@Controller()
export class PostsController {
  constructor(private readonly posts: PostsService, private readonly board: BoardService) {}

  @Handle(postRoutes.posts) list(input: Input<typeof postRoutes.posts>, me: Me) { return this.posts.posts(input, me); }
  @Handle(postRoutes.post) post(input: Input<typeof postRoutes.post>, me: Me) { return this.posts.post(input, me); }
  @Handle(postRoutes.write) write(input: Input<typeof postRoutes.write>, me: Me) { return this.posts.write(input, me); }
  @Handle(boardRoutes.messages) messages(input: Input<typeof boardRoutes.messages>, me: Me) { return this.board.messages(input, me); }
  @Handle(boardRoutes.leave) leave(input: Input<typeof boardRoutes.leave>, me: Me) { return this.board.leave(input, me); }
  @Handle(boardRoutes.answer) answer(input: Input<typeof boardRoutes.answer>, me: Me) { return this.board.answer(input, me); }
}
