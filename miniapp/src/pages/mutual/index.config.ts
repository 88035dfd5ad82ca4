export default definePageConfig({ navigationBarTitleText: '互助', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' });
