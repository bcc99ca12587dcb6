/** A small picture beside words that already say the same, so it is hidden from screen readers. */
export function Icon({ name }: { name: 'wrench' | 'buttons' | 'text' | 'photo' }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}

const shapes = {
  wrench:
    'M15 6.5a4.5 4.5 0 0 1 5.6-2.9L17.5 6.7l.4 2 2 .4 3-3A4.5 4.5 0 0 1 17 11.8L8.7 20a2.4 2.4 0 0 1-3.4-3.4l8.3-8.3A4.6 4.6 0 0 1 15 6.5z',
  buttons: 'M7 2h10a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM9 13h6v2.5H9zM9 17.500h6v2H9z',
  text: 'M7 2h10a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM9 7h6M9 10.500h6M9 14h4',
  photo: 'M3 7h4l2-3h6l2 3h4v13H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
};
