/**
 * The icons this app ships, by their Tabler name. The build reads this list and makes one CSS mask of each
 * (config/icons.ts), so that an icon costs some 300 bytes, takes the colour of its text and needs no request.
 */
export const iconNames = [
  'home', 'message-circle', 'heart-handshake', 'user', 'users', 'calendar', 'calendar-plus', 'shield-check', 'building-community',
  'bell', 'dots', 'chevron-left', 'chevron-right', 'chevron-down', 'chevron-up', 'search', 'plus', 'x', 'check',
  'checks', 'alert-circle', 'alert-triangle', 'info-circle', 'hand-stop', 'photo', 'send', 'file-text', 'list-check', 'checklist', 'pencil',
  'trash', 'refresh', 'arrow-up', 'arrow-down', 'arrow-back-up', 'clock', 'copy', 'share', 'at', 'quote', 'download', 'upload', 'logout',
  'device-mobile', 'lock', 'key', 'text-size', 'wifi-off', 'pin', 'eye', 'eye-off', 'microphone', 'gavel',
  'speakerphone', 'notes', 'book', 'link', 'list', 'user-plus', 'ban', 'inbox', 'writing', 'mood-empty', 'printer',
] as const;

export type IconName = (typeof iconNames)[number];
