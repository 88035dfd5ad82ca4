export default definePageConfig({ navigationBarTitleText: '开会' });
