import type { ShownBlock } from '@branch/shared/posts/blocks';
import { fireEvent, render, screen } from '@testing-library/react';
import { Name } from '../ui/Name';
import { PostBody } from './PostBody';

const picture = (n: number, alt = ''): ShownBlock => ({ type: 'picture', fileId: `1111111111${n}`, alt, caption: `第 ${n} 张的说明`, width: 4, height: 3, url: `/files/${n}`, thumbUrl: `/t/${n}` });

describe('帖子的正文', () => {
  it('每一种块都是它自己的元素，字就是字', () => {
    const { container } = render(<PostBody unitId="11111111111" blocks={[{ type: 'heading', text: '分工' }, { type: 'paragraph', text: '<b onclick="x()">粗</b>' }, { type: 'quote', text: '慢点走' }, { type: 'list', items: ['记数', '递水'] }]} />);
    expect(screen.getByRole('heading', { name: '分工' }).tagName).toBe('H3');
    expect(container.querySelector('b')).toBeNull();
    expect(screen.getByText('<b onclick="x()">粗</b>').tagName).toBe('P');
    expect(container.querySelector('blockquote')?.textContent).toBe('慢点走');
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['记数', '递水']);
  });

  it('链接另开一页、不带来处；库里若混进别的写法，也只显示文字', () => {
    render(<PostBody unitId="11111111111" blocks={[{ type: 'link', url: 'https://www.12371.cn/', text: '学习材料' }, { type: 'link', url: 'javascript:alert(1)', text: '点我' }]} />);
    const link = screen.getByRole('link', { name: '学习材料' });
    expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual(['_blank', 'noopener noreferrer nofollow']);
    expect(screen.getByText('点我').tagName).toBe('P');
    expect(screen.queryAllByRole('link')).toHaveLength(1);
  });

  it('点一张看大图，从那一张看起；图打不开只问一次新地址', () => {
    const onStale = jest.fn();
    const { container } = render(<PostBody unitId="11111111111" blocks={[picture(1, '一排桶'), picture(2)]} onStale={onStale} />);
    fireEvent.click(screen.getByRole('button', { name: '看大图：第 2 张的说明' }));
    expect(screen.getByRole('heading', { name: '图片 2/2' })).toBeTruthy();
    for (const img of container.querySelectorAll('.body-frame img')) fireEvent.error(img);
    expect(onStale).toHaveBeenCalledTimes(1);
  });

  it('从右往左写的名字自成一段，不搅乱旁边的字', () => {
    render(<Name>{'שם 书记'}</Name>);
    expect(screen.getByText('שם 书记').tagName).toBe('BDI');
  });
});
