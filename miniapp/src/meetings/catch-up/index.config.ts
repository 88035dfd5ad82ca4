export default definePageConfig({ navigationBarTitleText: '两分钟补学' });
