/** What the demo's people send besides text; the stand-ins look only at how it begins. */
export const demoVoice = Buffer.from('OggS demo voice');

/** A square of one colour, 16 pixels wide. */
export const demoPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mNwa9pCEmIY1TCqYfhqAACXG3wQdqkQfwAAAABJRU5ErkJggg==',
  'base64',
);
