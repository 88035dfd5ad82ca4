import { documentName, sizeWords } from './file-names.js';

describe('文件的名字', () => {
  it('留下原名，去掉路径、藏起来的字符和保留字符', () => {
    expect(documentName('  三季度 学习安排.pdf ', 'pdf')).toBe('三季度 学习安排.pdf');
    expect(documentName('../../etc/passwd', 'pdf')).toBe('passwd.pdf');
    expect(documentName('C:\\我的文件\\名单.XLSX', 'xlsx')).toBe('名单.xlsx');
    expect(documentName('方案\u200b\u202efdp.docx', 'docx')).toBe('方案fdp.docx');
    expect(documentName('a<b>:"|?*\r\nc.pdf', 'pdf')).toBe('abc.pdf');
    expect(documentName('...', 'docx')).toBe('未命名.docx');
  });

  it('扩展名跟着内容走，打开时不会变成别的东西', () => {
    expect(documentName('通知.exe', 'pdf')).toBe('通知.exe.pdf');
    expect(documentName('通知.html', 'docx')).toBe('通知.html.docx');
  });

  it('名字太长就截短，扩展名还在，不切开一个字', () => {
    const name = documentName(`${'𠮷'.repeat(120)}.pdf`, 'pdf');
    expect([...name].length).toBe(84);
    expect(name.endsWith('𠮷.pdf')).toBe(true);
  });

  it('大小说成人话', () => {
    expect([10, 820 * 1024, 1.44 * 1024 * 1024].map(sizeWords)).toEqual(['1 KB', '820 KB', '1.4 MB']);
  });
});
