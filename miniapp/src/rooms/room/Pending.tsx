import type { ReactNode } from 'react';
import type { Waiting } from '../../kit/outbox';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import { Words } from './Row';
import type { Draft } from './room-outbox';

/** Lines on their way, under the record: waiting, or stopped with the reason and what the author can do. Without `onEdit` there is no field to change them in. */
export function Pending({ items, onRetry, onEdit, onDelete }: { items: readonly Waiting<Draft>[]; onRetry: (id: string) => void; onEdit?: (id: string) => void; onDelete: (id: string) => void }): ReactNode {
  return (
    <Box className="rows">
      {items.map((item) => (
        <Box key={item.clientId} className="entry-row">
          <Box className="line is-mine">
            <Box className="line-main">
              <Box className="bubble is-waiting">
                {item.payload.quote ? <Box className="quote">{item.payload.quote.name}：{item.payload.quote.text}</Box> : null}
                <Words text={item.payload.text} mentions={item.payload.mentions} />
                {item.payload.pictures.length > 0 ? <Box className="soft">{item.payload.pictures.length} 张图片</Box> : null}
                {item.payload.files?.map((file) => <Box key={file.id} className="faint">{file.name}</Box>)}
              </Box>
              {item.state === 'waiting' ? <Box className="line-note"><Icon name="clock" size="s" /> 待发</Box> : (
                <Box className="line-note is-stopped">
                  <Box role="alert">未发送：{item.why}</Box>
                  <Box className="stopped-acts">
                    <Button small kind="quiet" onTap={() => onRetry(item.clientId)}>重发</Button>
                    {onEdit ? <Button small kind="quiet" onTap={() => onEdit(item.clientId)}>修改</Button> : null}
                    <Button small kind="quiet" onTap={() => onDelete(item.clientId)}>删除</Button>
                  </Box>
                </Box>
              )}
            </Box>
          </Box>
        </Box>
      ))}
    </Box>
  );
}
