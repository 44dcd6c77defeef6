/* Keys of the officer's lists and item forms. Everything works without them; they can be turned off on the page. */
(function () {
  'use strict';
  var OFF = 'carepost.keys.off';
  var root = document.querySelector('[data-desk]');
  var toggle = document.querySelector('[data-desk-off]');
  function store(value) {
    try {
      if (value !== undefined) { localStorage.setItem(OFF, value ? '1' : ''); }
      return localStorage.getItem(OFF) === '1';
    } catch (error) { return Boolean(value); }
  }
  var off = store();
  if (toggle) {
    toggle.checked = off;
    toggle.addEventListener('change', function () { off = store(toggle.checked); });
  }
  if (!root) { return; }
  var rows = Array.prototype.slice.call(root.querySelectorAll('[data-desk-row]'));
  var review = root.getAttribute('data-desk') === 'review';
  function here() {
    return rows.findIndex(function (row) { return row.contains(document.activeElement); });
  }
  function go(step) {
    var next = rows[Math.min(Math.max(here() + step, 0), rows.length - 1)];
    if (!next) { return; }
    var target = next.querySelector(review ? 'input:checked, input' : 'a[href]');
    if (target) { target.focus(); next.scrollIntoView({ block: 'nearest' }); }
  }
  function pick(value) {
    var row = rows[here()];
    var radio = row && row.querySelector('input[type=radio][value="' + value + '"]');
    if (radio) { radio.checked = true; radio.focus(); }
  }
  function tick() {
    var row = rows[here()];
    var box = row && row.querySelector('input[type=checkbox]');
    if (box) { box.checked = !box.checked; }
  }
  var keys = { j: function () { go(1); }, k: function () { go(-1); } };
  if (review) {
    keys.y = function () { pick('met'); };
    keys.n = function () { pick('not_met'); };
    keys.u = function () { pick(''); };
  } else {
    keys.x = tick;
  }
  document.addEventListener('keydown', function (event) {
    var at = event.target;
    var writing = at.matches && at.matches('textarea, select, input:not([type=radio]):not([type=checkbox])');
    if (off || writing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) { return; }
    event.preventDefault();
    keys[event.key]();
  });
  var phrase = root.querySelector('[data-desk-phrase]');
  if (phrase) {
    phrase.addEventListener('change', function () {
      var box = document.getElementById(phrase.getAttribute('data-desk-phrase'));
      if (!phrase.value || !box) { return; }
      box.value = (box.value.trim() + '\n' + phrase.value).trim();
      phrase.value = '';
    });
  }
})();
