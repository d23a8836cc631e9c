/** A voice message; the stand-ins check only its first bytes. */
export const demoVoice = Buffer.from('OggS demo voice');

/** A square of one colour, 16 pixels wide. */
export const demoPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mNwa9pCEmIY1TCqYfhqAACXG3wQdqkQfwAAAABJRU5ErkJggg==',
  'base64',
);
