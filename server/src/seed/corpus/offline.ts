/** What the park's branches did around a table in the last year: titles, agendas and one line of minutes each, by kind. */
import type { MeetingKind } from '@branch/shared/meetings/words';

export interface OfflineText { title: string; place: string; agenda: [string, string]; summaries: [string, string]; said: string; decision?: string }

const office = '宜山路770号二号楼三楼党群活动室';
export const offlineTexts: Partial<Record<MeetingKind, OfflineText[]>> = {
  memberAssembly: [
    { title: '一季度党员大会', place: office, agenda: ['上年工作和经费怎么用的', '今年做哪几件事'], summaries: ['支委会逐项报了去年做的和没做完的，大家问了四个问题。', '定下三件事：午间读书、助老手机课、楼道防火。'], said: '没做完的也写上来，这样看着踏实。', decision: '同意今年的三件事和分工' },
    { title: '二季度党员大会', place: office, agenda: ['助老手机课开展情况', '七一怎么过'], summaries: ['手机课开了五次，老人最想学的是挂号和视频。', '七一不办晚会，去看望三位老党员，再上一堂党课。'], said: '视频通话教会一位，她当晚就给外地的孙子打了过去。', decision: '同意七一看望三位老党员' },
    { title: '三季度党员大会', place: office, agenda: ['上半年账目公开', '讨论发展对象的培养情况'], summaries: ['账目贴在活动室门口，经手人和日期都在。', '两位联系人讲了培养情况，党员提了意见。'], said: '贴出来大家看得见，比念一遍强。' },
    { title: '四季度党员大会', place: office, agenda: ['三件事做得怎么样', '明年想做什么'], summaries: ['午间读书办了九期，防火检查还差一栋楼。', '先收集想法，月底前贴在活动室。'], said: '差的那栋楼我去对接，物业经理我熟。', decision: '同意十二月前补完最后一栋楼的检查' },
  ],
  committee: [
    { title: '支委会：本月工作安排', place: '宜山路770号一号楼会客室', agenda: ['上月的事做完没有', '本月的安排和分工'], summaries: ['两件做完，一件顺延，说明了原因。', '主题党日、走访和党费公示各有人负责。'], said: '顺延的事要写上新的日期，不然又忘了。' },
    { title: '支委会：联系走访党员', place: '宜山路770号一号楼会客室', agenda: ['最近谁有困难', '怎么帮、谁去'], summaries: ['三位同志最近换了工作，一位家里有老人住院。', '分头联系，一周内碰一次。'], said: '先打个电话问问方不方便，别直接上门。' },
    { title: '支委会：主题党日怎么办', place: '宜山路770号一号楼会客室', agenda: ['主题和时间', '需要的物资'], summaries: ['定在月中周三下午，分两批，值班的同志参加第二批。', '不印手册，材料发在群里。'], said: '两批是对的，前台走不开的人也轮得到。' },
  ],
  lesson: [
    { title: '党课：一份交接文档里的责任', place: '宜山路770号报告厅', agenda: ['讲课', '提问'], summaries: ['从一份没人肯写的文档讲起，讲岗位上的责任。', '问得最多的是加班和质量怎么取舍。'], said: '把话说清楚，也是一种责任。' },
    { title: '党课：黄道婆的织机', place: '徐汇区乌泥泾纪念馆', agenda: ['参观', '讲课'], summaries: ['看了织机的复原件，讲技术怎样传下去。', '大家说起各自行当里的老师傅。'], said: '手艺能传下来，是因为有人愿意教。' },
    { title: '党课：怎么读一份统计公报', place: '宜山路770号报告厅', agenda: ['讲课', '讨论'], summaries: ['讲了同比、环比和口径，举了三个容易看错的例子。', '约好以后引用数字都写出处。'], said: '先看口径，再看大小。' },
    { title: '党课：从一盏路灯说起', place: '宜山路770号报告厅', agenda: ['讲课', '提问'], summaries: ['讲基层治理里的小事怎样一步步办成。', '问到小区加装电梯，留下再谈。'], said: '办成一件，比答应十件管用。' },
  ],
  themeDay: [
    { title: '主题党日：楼道里的一小时', place: '宜山路770号各楼', agenda: ['集中学习', '查楼道堆物和防火门'], summaries: ['学了消防通道管理的几条规定。', '查出十一处堆物，当场清了七处。'], said: '防火门不是摆设，合上才算门。' },
    { title: '主题党日：教老人用手机', place: '虹梅街道为老服务中心', agenda: ['集中学习', '一对一教'], summaries: ['学习适老服务的要求。', '教了二十六位老人，挂号、视频、放大字体。'], said: '慢一点说，说三遍，她自己点成了。' },
    { title: '主题党日：把桌面收一收', place: office, agenda: ['集中学习', '整理活动室'], summaries: ['共读一篇短文，讨论节约。', '旧书登记上架，能用的桌椅修好。'], said: '扔之前问一句，可能隔壁正缺。' },
    { title: '主题党日：走一段江边', place: '徐汇滨江', agenda: ['集中学习', '边走边谈'], summaries: ['在龙美术馆外读了滨江改造的材料。', '说了各自公司这几年的变化。'], said: '从前这里是煤码头，现在是大家散步的地方。' },
  ],
  group: [
    { title: '党小组会：这个月学什么', place: '宜山路770号四号楼茶水间', agenda: ['学习', '谈体会'], summaries: ['读了一篇，各说两句。', '约好下月换一位领读。'], said: '短一点，人就来得齐。' },
    { title: '党小组会：互相提一条', place: '宜山路770号四号楼茶水间', agenda: ['学习', '提意见'], summaries: ['先说自己，再说别人，每人一条。', '记下来，下次看改没改。'], said: '提得具体，才改得动。' },
  ],
  appraisal: [
    { title: '民主评议党员', place: '宜山路770号报告厅', agenda: ['学习要求、个人自评', '互评和综合评议'], summaries: ['每人三分钟，讲一件做得好的、一件没做到的。', '意见由支委会逐个反馈，不公布次序。'], said: '没做到的那件，我写在了工位上。' },
  ],
};
