export default definePageConfig({ navigationBarTitleText: '支部', enablePullDownRefresh: process.env.TARO_ENV === 'weapp' });
