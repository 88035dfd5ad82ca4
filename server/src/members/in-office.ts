/** As SQL: the office in row `held` of role_held is held today. An office has a first day and may have a last (ORG-6): one that begins tomorrow gives no right yet, one that ends next year still does. */
export const inOffice = (held: string): string => `${held}.starts_on <= shanghai_day(app_now()) and (${held}.ends_on is null or ${held}.ends_on > shanghai_day(app_now()))`;
