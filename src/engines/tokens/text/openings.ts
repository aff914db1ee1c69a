/** Openings of stories and scenes, written for the lab: the books that prose and plays were learnt from are not shipped. */
export const OPENINGS: Readonly<Record<'prose' | 'play', readonly string[]>> = {
  prose: [
    'There was once an old woman who lived with her three sons at the edge of a great forest. One morning',
    'The rabbit looked at his watch and said that it was far too late. "You may come with me," he said, "but',
    'When the two friends had come down to the river, they saw a little boat lying under the trees, and',
    'The King had a daughter who would never laugh. So he let it be known that whoever could make her',
    'It was a cold night, and my friend sat before the fire with a letter in his hand. "What do you make of',
    'The wolf and the bear walked together through the long grass until the moon came up. Then the wolf said',
    'The girl and the scarecrow went along the road of yellow brick. "I am not afraid," said she, "for',
    '"I never heard of such a thing," said the Queen, and she looked at the cards that stood before her. "Who',
  ],
  play: [
    'KING HENRY:\nMy lords, the night is cold and we are few.\nWhat news from the north?\n\nFirst Lord:\n',
    'Nurse:\nMadam, your mother asks where you have been.\n\nJULIET:\n',
    'First Citizen:\nThe people have no bread and will not wait.\n\nSecond Citizen:\n',
    'GLOUCESTER:\nI will not stay to hear thee speak of him,\nFor he is dead, and',
    'DUKE:\nBring in the man that did this deed to us.\n\nMessenger:\nMy lord, he is',
    'ROMEO:\nWhat light is this that comes before the day?\n\nFriar:\nGood son, it is',
    'QUEEN:\nO, do not leave me here among the dead.\nThy father',
    'CLOWN:\nTruly, sir, I have seen better beds and worse beds, but',
  ],
}
