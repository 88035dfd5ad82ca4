export default definePageConfig({ navigationBarTitleText: '同意事项' });
