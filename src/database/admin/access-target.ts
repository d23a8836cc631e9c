/** How the target of an action about access begins; the account's id follows. */
export const ACCESS_TARGET = 'access/';
