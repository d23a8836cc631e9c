/** Commands as somebody may send them, in the digits in which they are typed. */
export const COMMAND_EXAMPLES = {
  week: '/ai_usage 7',
  person: '/ai_usage 123456789',
  group: '/ai_usage -1001234567890',
  access: '/access 123456789',
} as const;
