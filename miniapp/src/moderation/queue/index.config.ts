export default definePageConfig({ navigationBarTitleText: '审核与回应' });
