import { blocksOfHtml, isStructured } from './paste';

describe('贴进来的内容变成干净的块', () => {
  it('网页：小标题、段落、列表、引文、单独成段的链接', () => {
    expect(blocksOfHtml('<h2 style="color:red">定下来的</h2><p>站桶<b>隔周</b>一次</p><ul><li>带手套</li><li>记<i>条数</i></li></ul><blockquote><p>慢点走</p></blockquote><p><a href="https://www.12371.cn/">学习材料</a></p><p>详见<a href="https://a.cn/">这里</a>。</p>')).toEqual([
      { type: 'heading', text: '定下来的' }, { type: 'paragraph', text: '站桶隔周一次' }, { type: 'list', items: ['带手套', '记条数'] }, { type: 'quote', text: '慢点走' },
      { type: 'link', url: 'https://www.12371.cn/', text: '学习材料' }, { type: 'paragraph', text: '详见这里。' },
    ]);
  });

  it('Word：样式和批注不要，手打的项目符号成为列表，不间断空格成为空格', () => {
    const word = '<html xmlns:o="urn:x"><head><style>p{color:red}</style><title>文件1</title></head><body><!--[if gte mso 9]><xml>x</xml><![endif]--><p class=MsoNormal><span lang=EN-US>10</span><span>月&nbsp;&nbsp;小结</span><o:p></o:p></p>'
      + '<p class=MsoListParagraph><span style="mso-list:Ignore">·<span>&nbsp;&nbsp;</span></span>绿灯加秒</p><p class=MsoListParagraph>·&nbsp;长椅</p><p>&nbsp;</p><table><tr><td>书</td><td>320 元</td></tr><tr><td>茶</td><td>510 元</td></tr></table></body></html>';
    expect(blocksOfHtml(word)).toEqual([{ type: 'paragraph', text: '10月 小结' }, { type: 'list', items: ['绿灯加秒', '长椅'] }, { type: 'paragraph', text: '书　320 元' }, { type: 'paragraph', text: '茶　510 元' }]);
  });

  it('脚本、样式、事件、框架、看不见的字符都不进来，脚本链接只剩文字', () => {
    expect(blocksOfHtml('<p onclick="x()">好\u200b的\u202e</p><script>alert(1)</script><style>p{}</style><iframe srcdoc="x"></iframe><svg><text>画</text></svg><p><a href="javascript:alert(1)">点我</a></p><img src=x onerror="alert(1)">')).toEqual([{ type: 'paragraph', text: '好的' }, { type: 'paragraph', text: '点我' }]);
  });

  it('只是一段字，就照平常的粘贴', () => {
    expect(isStructured(blocksOfHtml('<span>一句话</span>'))).toBe(false);
    expect(isStructured(blocksOfHtml('<p>一</p><p>二</p>'))).toBe(true);
    expect(isStructured(blocksOfHtml('<ul><li>一条</li></ul>'))).toBe(true);
    expect(blocksOfHtml('第一行<br>第二行')).toEqual([{ type: 'paragraph', text: '第一行\n第二行' }]);
  });
});
