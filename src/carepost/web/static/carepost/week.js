// The sentence follows each answer, and a phone may say where it is. Every page works without this.
(() => {
  'use strict';
  const form = document.querySelector('form[data-week]');
  const said = document.querySelector('[data-said]');
  if (!form || !said || !window.fetch) return;
  let asked = 0;
  let waiting;

  const ask = () => {
    const turn = ++asked;
    const query = new URLSearchParams(new FormData(form));
    query.set('fragment', 'sentence');
    fetch(`${form.getAttribute('action')}?${query}`, { credentials: 'same-origin' })
      .then((answer) => (answer.ok ? answer.text() : ''))
      .then((text) => {
        if (text && turn === asked) said.textContent = text;
      })
      .catch(() => {});
  };
  form.addEventListener('change', () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  // Whoever comes back finds her ticks restored by the browser: the sentence must match them.
  window.addEventListener('pageshow', () => {
    const visit = performance.getEntriesByType('navigation')[0];
    if (visit && visit.type === 'back_forward') ask();
  });

  const locate = document.querySelector('[data-locate]');
  if (!locate || !navigator.geolocation || !window.isSecureContext) return;
  locate.hidden = false;
  locate.addEventListener('click', () => {
    const pin = form.elements[locate.dataset.locate];
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // About a kilometre, as the server keeps it: nothing nearer leaves the phone.
        pin.value = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
        pin.closest('details').open = true;
        pin.focus();
      },
      () => {
        said.textContent = locate.dataset.failed;
      },
      { timeout: 10000, maximumAge: 600000 },
    );
  });
})();
