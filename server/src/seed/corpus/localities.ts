/** The thirteen communities of the district with streets and stations people mention. Streets are real, what stands on them here is not. */
export interface Locality { key: string; area: string; name: string; roads: string[]; metros: string[] }

export const localities: Locality[] = [
  { key: 'tp', area: '天平', name: '天平社区综合党委', roads: ['衡山路', '天平路', '广元路', '建国西路', '高安路'], metros: ['衡山路站', '交通大学站'] },
  { key: 'hn', area: '湖南', name: '湖南社区综合党委', roads: ['湖南路', '武康路', '五原路', '复兴西路', '安福路'], metros: ['上海图书馆站', '常熟路站'] },
  { key: 'xt', area: '斜土', name: '斜土社区综合党委', roads: ['斜土路', '大木桥路', '零陵路', '瑞金南路'], metros: ['大木桥路站', '嘉善路站'] },
  { key: 'fl', area: '枫林', name: '枫林社区综合党委', roads: ['枫林路', '东安路', '小木桥路', '中山南二路'], metros: ['东安路站', '肇嘉浜路站'] },
  { key: 'cq', area: '长桥', name: '长桥社区综合党委', roads: ['罗秀路', '上中西路', '百色路', '龙川北路'], metros: ['上海植物园站', '石龙路站'] },
  { key: 'tl', area: '田林', name: '田林社区综合党委', roads: ['田林路', '柳州路', '钦州路', '文定路'], metros: ['宜山路站', '桂林路站'] },
  { key: 'hm', area: '虹梅', name: '虹梅社区综合党委', roads: ['虹梅路', '宜山路', '桂平路', '钦江路', '田州路'], metros: ['漕河泾开发区站', '虹梅路站', '合川路站'] },
  { key: 'kj', area: '康健', name: '康健社区综合党委', roads: ['桂林西街', '沪闵路', '浦北路', '虹漕南路'], metros: ['桂林公园站', '虹漕路站'] },
  { key: 'xjh', area: '徐家汇', name: '徐家汇社区综合党委', roads: ['虹桥路', '漕溪北路', '天钥桥路', '肇嘉浜路', '华山路'], metros: ['徐家汇站', '上海体育馆站'] },
  { key: 'ly', area: '凌云', name: '凌云社区综合党委', roads: ['梅陇路', '老沪闵路', '龙州路', '凌云路'], metros: ['梅陇站', '华东理工大学站'] },
  { key: 'lh', area: '龙华', name: '龙华社区综合党委', roads: ['龙华路', '丰谷路', '云锦路', '龙水南路'], metros: ['龙华站', '云锦路站', '龙耀路站'] },
  { key: 'chj', area: '漕河泾', name: '漕河泾社区综合党委', roads: ['漕宝路', '冠生园路', '习勤路', '龙漕路'], metros: ['漕宝路站', '龙漕路站'] },
  { key: 'hj', area: '华泾', name: '华泾镇综合党委', roads: ['华泾路', '龙吴路', '华发路', '建华路'], metros: ['华泾西站', '罗秀路站'] },
];
