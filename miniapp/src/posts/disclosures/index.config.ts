export default definePageConfig({ navigationBarTitleText: '匿名作者的查看' });
